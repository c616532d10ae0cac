namespace Optimizers.Regression;

/// <summary>A least-squares fit with no optimizer named: gradient descent of rate 1 in whitened coordinates.</summary>
/// <remarks>
/// There the Hessian is the identity, so that the first step solves the normal equations and each later one refines the
/// solution from residuals of the data themselves, which takes away what the equations lost in rounding. Where columns are nearly dependent, the coordinates
/// come from a QR factorization and the residuals have twice the digits.
/// </remarks>
internal sealed class LeastSquaresFit : RunFit
{
    private const int RefinementLimit = 40;
    private const double RefinementTolerance = 1e-15;

    // of the targets' deviation: two roundings of a residual
    private const double GradientRounding = 2 * 2.220446049250313e-16;

    private readonly SquaredLoss _loss;
    private readonly Whitening _whitening;
    private readonly double _targetScale;
    private readonly RefinedSquares? _refined;

    public LeastSquaresFit(StandardizedSamples data, SquaredLoss loss, CancellationToken cancellationToken)
    {
        data.CheckDetermined();
        (Data, _loss) = (data, loss);
        (int d, int k, StoppingCriteria stopping) = (data.Features, data.Targets, data.Settings.Stopping);
        double ridge = data.RidgeOfMean / (2 * loss.Factor);
        _whitening = new Whitening(data, k * ridge);
        _targetScale = data.Moments.TargetScale(data.Settings.FitIntercept);
        if (_whitening.Design is { } design)
        {
            _refined = new RefinedSquares(data, design, ridge, _targetScale);
            stopping = stopping with { GradientTolerance = stopping.GradientTolerance ?? _refined.Tolerance() };
        }

        // the mean over k targets divides the curvature of each by k
        Run = new GradientDescent { LearningRate = k }.Start(
            _refined is null ? Whitened(ridge) : _refined,
            FromUser(data.Settings.StartFor(data.Dimension)),
            new RunOptions
            {
                Stopping = stopping with
                {
                    MaxIterations = stopping.MaxIterations ?? RefinementLimit,
                    GradientTolerance = stopping.GradientTolerance ?? (GradientRounding / k),
                    ValueTolerance = stopping.ValueTolerance ?? (_refined is null ? RefinementTolerance : null),
                },
                Cancellation = cancellationToken,
            });
    }

    /// <summary>Whether columns are so nearly dependent that a QR factorization takes the place of Cholesky's.</summary>
    public bool IsByQr => _refined is not null;

    public override StandardizedSamples Data { get; }

    public override OptimizationRun Run { get; }

    public override LowerTriangle? DesignFactor => Data.RidgeOfMean == 0 ? _whitening.Factor : null;

    public override LowerTriangle? DesignRoot => Data.RidgeOfMean == 0 ? _whitening.Root : null;

    public override double? ResidualSquares => Data is { RidgeOfMean: 0, Targets: 1 } ? 2 * Data.Moments.Weight * Run.Result.Value : null;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        if (_refined is not null)
        {
            return _refined.ToUser(point);
        }

        int d = Data.Features, stride = Data.Stride;
        double[] parameters = new double[Data.Dimension];
        for (int t = 0; t < Data.Targets; t++)
        {
            Span<double> group = parameters.AsSpan(t * stride, stride);
            point.Slice(t * d, d).CopyTo(group);
            _whitening.ToWeights(group[..d]);
            Blas.Scale(_targetScale, group[..d], group[..d]);
            if (stride > d)
            {
                group[d] = Data.Moments.TargetMeans[t];
            }
        }

        Data.Standardization.ToUserUnits(parameters);
        return parameters;
    }

    protected override double ToLoss(double value) => _loss.Reduction.Apply(_loss.Factor * SumOfSquares(value), Data.Moments.Weight * Data.Targets).Value;

    private double SumOfSquares(double value) => 2 * Data.Moments.Weight * Data.Targets * value * _targetScale * _targetScale;

    private double[] FromUser(double[] start)
    {
        if (_refined is not null)
        {
            return _refined.FromUser(start);
        }

        int d = Data.Features, stride = Data.Stride;
        Data.Standardization.FromUserUnits(start);
        double[] point = new double[Data.Targets * d];
        for (int t = 0; t < Data.Targets; t++)
        {
            Span<double> group = point.AsSpan(t * d, d);
            Blas.Scale(1 / _targetScale, start.AsSpan(t * stride, d), group);
            _whitening.FromWeights(group);
        }

        return point;
    }

    private WhitenedFunction Whitened(double ridge)
    {
        // features and targets are centred, so that the intercept is their mean and nothing to look for
        int d = Data.Features;
        IFiniteSumFunction objective = Data.Objective(
            Losses.HalfMeanSquaredError, fitIntercept: false, Data.Settings.FitIntercept ? Data.Moments.TargetMeans : null, _targetScale);
        objective = ridge > 0 ? new PenalizedFunction(objective, new RidgePenalty(ridge), d, d) : objective;
        var summed = new SummedStart(objective, Data.Products, Data.Standardization, Data.Targets, _targetScale);
        return new WhitenedFunction(summed, new ParameterMap(Data.Layout with { HasIntercept = false }, Data.Standardization, _whitening));
    }
}
