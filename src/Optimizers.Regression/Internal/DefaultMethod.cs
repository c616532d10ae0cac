namespace Optimizers.Regression;

/// <summary>How a loss that is not a plain squared one is minimized when no optimizer is named.</summary>
/// <remarks>
/// Smooth losses, with or without a ridge, by L-BFGS in whitened coordinates, where features are uncorrelated; within bounds by L-BFGS-B and with other penalties by accelerated proximal
/// descent, both on standardized features.
/// </remarks>
internal sealed class DefaultMethod
{
    // of the gradient where predictions are off by their own size, which gives its units
    private const double RelativeTolerance = 1e-12;

    // of a mean, below which deviations are too near to its rounding
    private const double SmallestDeviation = 1e-3;

    private readonly FitData _data;
    private readonly IOptimizer _optimizer;
    private readonly bool _isWhitened;
    private double? _meanExposure;

    public DefaultMethod(ISampleBlocks samples, LinearRegression settings)
    {
        // a penalty of unscaled weights wants features that are centred alone
        _data = new FitData(samples, settings, centre: true, scale: settings.Standardize || settings.Penalty is null);
        _data.CheckDetermined();
        Box? bounds = _data.Bounds();
        bool isSmooth = settings.Penalty is null or ISmoothPenalty;
        _isWhitened = isSmooth && bounds is null;
        _optimizer = _isWhitened ? new Lbfgs() : isSmooth ? new Lbfgsb(bounds!) : new AcceleratedProximalGradient(_data.Penalty());
        Whitening? whitening = _isWhitened ? new Whitening(_data.Samples, _data.Moments.Weight, _data.RidgeOfMean) : null;
        Map = new ParameterMap(_data.Features, settings.FitIntercept, _data.Standardization, whitening);
        DesignFactor = _data.RidgeOfMean == 0 ? whitening?.Factor : null;
    }

    public FitData Data => _data;

    public ParameterMap Map { get; }

    /// <inheritdoc cref="FitProblem.DesignFactor"/>
    public LowerTriangle? DesignFactor { get; }

    public string Name => $"{_optimizer.GetType().Name} {(_isWhitened ? "in whitened coordinates" : "on standardized features")}";

    /// <summary>The start of the settings; with none, weights of 0 and the intercept that predicts the mean.</summary>
    public double[] Start()
    {
        double[] start = _data.Settings.StartFor(_data.Dimension);
        if (_data.Settings.Start is null)
        {
            PredictMeans(start, 0);
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
            double[] off = new double[function.Dimension], gradient = new double[function.Dimension];
            PredictMeans(off, 1);
            function.Evaluate(off, gradient);
            stopping = stopping with { GradientTolerance = RelativeTolerance * Blas.MaxNorm(gradient) is > 0 and < double.PositiveInfinity and var scaled ? scaled : 0 };
        }

        return _optimizer.Start(function, point, new RunOptions { Stopping = stopping, Cancellation = cancel });
    }

    /// <summary>Sets the intercepts, with weights of 0, to predict the means of the targets, or what is off by so many deviations, by a log or logit link by so many powers of e.</summary>
    private void PredictMeans(double[] parameters, double off)
    {
        for (int t = 0; _data.Settings.FitIntercept && t < _data.Targets; t++)
        {
            double mean = _data.Moments.TargetMeans[t];
            parameters[((t + 1) * _data.Stride) - 1] = _data.Settings.Loss.Link switch
            {
                Link.Log => Math.Log(mean / (_meanExposure ??= MeanExposure())) + off,
                Link.Logit when mean is > 0 and < 1 => Math.Log(mean / (1 - mean)) + off,
                Link.Identity => mean + (off * Math.Max(_data.Moments.TargetScale(centred: true), SmallestDeviation * Math.Abs(mean))),
                _ => off,
            };
        }
    }

    /// <summary>Σwᵢ exp(oᵢ) / Σwᵢ with oᵢ the logarithms of the exposures; 1 without.</summary>
    private double MeanExposure()
    {
        double sum = 0;
        foreach (RowData block in _data.Samples.Blocks())
        {
            if (block.Offsets is not { } offsets)
            {
                return 1;
            }

            for (int i = 0; i < block.Rows; i++)
            {
                sum += (block.Weights?[i] ?? 1) * Math.Exp(offsets[i]);
            }
        }

        return sum / _data.Moments.Weight;
    }
}
