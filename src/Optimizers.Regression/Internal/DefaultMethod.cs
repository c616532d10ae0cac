namespace Optimizers.Regression;

/// <summary>How a loss that is not a plain squared one is minimized when no optimizer is named.</summary>
/// <remarks>
/// Smooth losses, with or without a ridge, by L-BFGS in whitened coordinates, where features are uncorrelated; within bounds by L-BFGS-B and with other penalties by accelerated proximal
/// descent, both on standardized features.
/// </remarks>
internal sealed class DefaultMethod
{
    // of the gradient at 0, which gives its units
    private const double RelativeTolerance = 1e-12;

    private readonly FitData _data;
    private readonly IOptimizer _optimizer;
    private readonly bool _isWhitened;

    public DefaultMethod(ISampleBlocks samples, LinearRegression settings)
    {
        // a penalty of unscaled weights wants features that are centred alone
        _data = new FitData(samples, settings, centre: true, scale: settings.Standardize || settings.Penalty is null);
        _data.CheckDetermined();
        Box? bounds = _data.Bounds();
        bool isSmooth = settings.Penalty is null or ISmoothPenalty;
        _isWhitened = isSmooth && bounds is null;
        _optimizer = _isWhitened ? new Lbfgs() : isSmooth ? new Lbfgsb(bounds!) : new AcceleratedProximalGradient(_data.Penalty());
        Map = new ParameterMap(_data.Features, settings.FitIntercept, _data.Standardization, _isWhitened ? new Whitening(_data.Samples, _data.Moments.Weight, _data.RidgeOfMean) : null);
    }

    public FitData Data => _data;

    public ParameterMap Map { get; }

    public string Name => $"{_optimizer.GetType().Name} {(_isWhitened ? "in whitened coordinates" : "on standardized features")}";

    /// <summary>The start of the settings; with none, weights of 0 and the intercept that predicts the mean.</summary>
    public double[] Start()
    {
        double[] start = _data.Settings.StartFor(_data.Dimension);
        for (int t = 0; _data.Settings is { Start: null, FitIntercept: true } && t < _data.Targets; t++)
        {
            double mean = _data.Moments.TargetMeans[t];
            start[((t + 1) * _data.Stride) - 1] = _data.Settings.Loss.Link switch
            {
                Link.Log => Math.Log(mean),
                Link.Logit when mean is > 0 and < 1 => Math.Log(mean / (1 - mean)),
                Link.Identity => mean,
                _ => 0,
            };
        }

        Map.FromUser(start);
        return start;
    }

    /// <summary>Prepares the minimization of a loss from a point in the coordinates of the run.</summary>
    public OptimizationRun Run(ILoss loss, ReadOnlySpan<double> point, StoppingCriteria stopping, CancellationToken cancel)
    {
        var function = new WhitenedFunction(_data.PenalizedObjective(loss), Map);
        if (stopping.GradientTolerance is null)
        {
            double[] gradient = new double[function.Dimension];
            function.Evaluate(new double[function.Dimension], gradient);
            stopping = stopping with { GradientTolerance = RelativeTolerance * Blas.MaxNorm(gradient) is > 0 and < double.PositiveInfinity and var scaled ? scaled : 0 };
        }

        return _optimizer.Start(function, point, new RunOptions { Stopping = stopping, Cancellation = cancel });
    }
}
