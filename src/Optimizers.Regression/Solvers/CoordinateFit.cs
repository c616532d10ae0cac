namespace Optimizers.Regression;

/// <summary>A fit of squared errors with a penalty or bounds of each weight alone and no optimizer named: coordinate descent on the Gram matrix of standardized
/// features, whatever weights the penalty is of.</summary>
/// <remarks>Targets are centred, with an intercept, and divided by their deviation, so that coordinates, gradients and values are of size 1 in any
/// unit.</remarks>
internal sealed class CoordinateFit : RunFit
{
    // of d, above which the Gram matrix takes too much memory
    public const int MostFeatures = 4096;

    // of a gradient, where predictions are off by the targets' deviation
    private const double RelativeTolerance = 1e-13;

    // of loss and penalty, below which the residuals have lost half of their digits
    private const double SmallestShare = 1e-8;

    private readonly SquaredLoss _loss;
    private readonly CoordinateTerms _terms;
    private readonly Lazy<GramFactor?> _factor;
    private readonly double _unit;
    private readonly double _divisor;

    private CoordinateFit(StandardizedSamples data, SquaredLoss loss, bool isRough, CancellationToken cancellationToken)
    {
        (Data, _loss, _unit) = (data, loss, data.TargetUnit);
        double count = data.Moments.Weight * data.Targets;
        _divisor = 2 * loss.Factor * _unit * _unit * (loss.Reduction is LossReduction.Sum ? count : 1);
        int d = data.Features;
        _terms = CoordinateTerms.Of(data, data.Settings.Penalty, d, _unit, _divisor)!;
        double[] gram = Gram();
        _factor = new(() => data.Targets == 1 ? GramFactor.Of(gram, d) : null);
        double[] start = data.Settings.StartFor(data.Dimension), point = new double[d * data.Targets];
        data.Standardization.FromUserUnits(start);
        for (int t = 0; t < data.Targets; t++)
        {
            Blas.Scale(1 / _unit, start.AsSpan(t * data.Stride, d), point.AsSpan(t * d, d));
        }

        _terms.Hold(point);
        StoppingCriteria stopping = data.Settings.Stopping;
        var options = new RunOptions
        {
            Stopping = stopping with
            {
                GradientTolerance = stopping.GradientTolerance is { } given ? given * _unit / _divisor : null,
                TargetValue = stopping.TargetValue is { } target ? FromLoss(target) : null,
            },
            Cancellation = cancellationToken,
        };
        var objective = MinimizedFunction.Of(data.Objective(Losses.HalfMeanSquaredError, fitIntercept: false, data.TargetShift, _unit), point, options);
        Run = new OptimizationRun(objective, point, options, new CoordinateDescent(objective, gram, _terms, options.Stopping, RelativeTolerance, isRough));
    }

    public override StandardizedSamples Data { get; }

    public override OptimizationRun Run { get; }

    public override LowerTriangle? DesignFactor => _factor.Value is { IsWhole: true } factor ? factor.Triangle : null;

    public override double? ResidualSquares
    {
        get
        {
            OptimizationResult result = Run.Result;
            double square = 2 * (result.Value - _terms.Evaluate(result.Point));
            return Data.Targets == 1 && square > SmallestShare * result.Value ? square * Data.Moments.Weight : null;
        }
    }

    protected override double GradientUnit => _divisor / _unit;

    /// <summary>Whether it solves a fit.</summary>
    public static bool Solves(FitSettings settings, int features) => settings is { Loss: SquaredLoss loss, Penalty: null or ISeparablePenalty }
        && (settings.Penalty is null || loss.Reduction is LossReduction.Mean or LossReduction.Sum) && features <= MostFeatures;

    /// <summary>Prepares a fit.</summary>
    /// <remarks>
    /// Where bounds alone pull and columns are nearly dependent, the fit without them comes first, for the Gram matrix has half of the digits of such a design;
    /// ending within them, it is the answer.
    /// </remarks>
    /// <param name="samples">The samples.</param>
    /// <param name="settings">The regression.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public static LinearFit Of(PreparedSamples samples, FitSettings settings, SquaredLoss loss, CancellationToken cancellationToken)
    {
        var data = new StandardizedSamples(samples, settings, centre: true, scale: true);
        data.CheckDetermined();
        bool isRough = Whitening.OfBounded(data)?.Design is not null;
        return isRough && EndsInside(new LeastSquaresFit(data, loss, cancellationToken), settings.Bounds!)
            ? new LeastSquaresFit(data, loss, cancellationToken)
            : new CoordinateFit(data, loss, isRough, cancellationToken);
    }

    private static bool EndsInside(LeastSquaresFit free, Box bounds)
    {
        while (free.MoveNext())
        {
        }

        OptimizationResult result = free.Result;
        int d = free.Data.Features, stride = free.Data.Stride;
        bool IsInside(int at) => at % stride >= d || (bounds.Lower(at % stride) <= result.Point[at] && result.Point[at] <= bounds.Upper(at % stride));
        return result.Converged && Enumerable.Range(0, result.Point.Length).All(IsInside);
    }

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

    /// <summary>The second derivatives of the mean squared errors by the weights of a target.</summary>
    private double[] Gram()
    {
        double[] gram = Data.Products.Gram(Data.Standardization);
        Blas.Scale(1.0 / Data.Targets, gram, gram);
        return gram;
    }
}
