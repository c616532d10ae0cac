namespace Optimizers.Regression;

/// <summary>A fit of squared errors with a penalty or bounds of each weight alone and no optimizer named: coordinate descent on the Gram matrix of standardized features, whatever weights the penalty is of.</summary>
/// <remarks>Targets are centred, with an intercept, and divided by their deviation, so that coordinates, gradients and values are of size 1 in any unit.</remarks>
internal sealed class CoordinateProblem : RunProblem
{
    // of d, above which the Gram matrix takes too much memory
    private const int MostFeatures = 4096;

    // of a gradient, where predictions are off by the targets' deviation
    private const double RelativeTolerance = 1e-13;

    private readonly SquaredLoss _loss;
    private readonly double _unit;
    private readonly double _divisor;

    /// <param name="data">The samples, their features standardized.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="cancel">Stops the fit.</param>
    public CoordinateProblem(FitData data, SquaredLoss loss, CancellationToken cancel)
    {
        data.CheckDetermined();
        Whitening.CheckBounded(data);
        (Data, _loss, _unit) = (data, loss, data.TargetUnit);
        double count = data.Moments.Weight * data.Targets;
        _divisor = 2 * loss.Factor * _unit * _unit * (loss.Reduction is LossReduction.Sum ? count : 1);
        int d = data.Features;
        CoordinateTerms terms = CoordinateTerms.Of(data, data.Settings.Penalty, d, _unit, _divisor)!;
        double[] start = data.Settings.StartFor(data.Dimension), point = new double[d * data.Targets];
        data.Standardization.FromUserUnits(start);
        for (int t = 0; t < data.Targets; t++)
        {
            Blas.Scale(1 / _unit, start.AsSpan(t * data.Stride, d), point.AsSpan(t * d, d));
        }

        terms.Hold(point);
        StoppingCriteria stopping = data.Settings.Stopping;
        var options = new RunOptions
        {
            Stopping = stopping with
            {
                GradientTolerance = stopping.GradientTolerance is { } given ? given * _unit / _divisor : RelativeTolerance,
                TargetValue = stopping.TargetValue is { } target ? FromLoss(target) : null,
            },
            Cancellation = cancel,
        };
        var objective = MinimizedFunction.Of(data.Objective(Losses.HalfMeanSquaredError, data.Shifted(_unit), fitIntercept: false), point, options);
        Run = new OptimizationRun(objective, point, options, new CoordinateDescent(objective, Gram(1 / count), terms, options.Stopping));
    }

    public override string Solver => "coordinate descent on standardized features";

    public override FitData Data { get; }

    public override OptimizationRun Run { get; }

    protected override double GradientUnit => _divisor / _unit;

    /// <summary>Whether it solves a fit.</summary>
    public static bool Solves(LinearRegression settings, int features) => settings is { Loss: SquaredLoss loss, Penalty: null or L1Penalty or ElasticNetPenalty or RidgePenalty or NonNegative or Box }
        && (settings.Penalty is null || loss.Reduction is LossReduction.Mean or LossReduction.Sum) && features <= MostFeatures;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        int d = Data.Features;
        double[] parameters = new double[Data.Dimension];
        for (int t = 0; t < Data.Targets; t++)
        {
            Span<double> group = parameters.AsSpan(t * Data.Stride, Data.Stride);
            Blas.Scale(_unit, point.Slice(t * d, d), group[..d]);
            if (Data.Stride > d)
            {
                group[d] = Data.Moments.TargetMeans[t];
            }
        }

        Data.Standardization.ToUserUnits(parameters);
        return parameters;
    }

    protected override double ToLoss(double value) => _loss.Reduction is LossReduction.Mean or LossReduction.Sum ? _divisor * value
        : _loss.Reduction.Apply(_divisor * value * Data.Moments.Weight * Data.Targets, Data.Moments.Weight * Data.Targets).Value;

    private double FromLoss(double loss) => _loss.Reduction switch
    {
        LossReduction.RootOfSum => loss * loss / _divisor / Data.Moments.Weight / Data.Targets,
        LossReduction.RootOfMean => loss * loss / _divisor,
        _ => loss / _divisor,
    };

    private double[] Gram(double share)
    {
        int d = Data.Features;
        double[] gram = GramMatrix.Of(Data.Samples);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                gram[(j * d) + i] = gram[(i * d) + j] *= share;
            }
        }

        return gram;
    }
}
