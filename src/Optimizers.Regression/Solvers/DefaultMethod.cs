namespace Optimizers.Regression;

/// <summary>How a loss that is not a plain squared one is minimized when no optimizer is named.</summary>
/// <remarks>
/// Smooth losses, with or without a ridge, by Newton's method in whitened coordinates, where features are uncorrelated; by L-BFGS where features are many or nearly dependent, or the loss is nearly kinked.
/// Within bounds or with a lasso or an elastic net by proximal Newton; where parameters are too many for their second derivatives by L-BFGS-B or accelerated proximal descent, as with other
/// penalties; all on standardized features, whatever weights the penalty is of. Coordinates are in units of the targets' deviation, about their mean if there is an intercept, and values and gradients
/// in units of what they are where predictions are off by that: of size 1 in any unit of the data.
/// </remarks>
internal sealed class DefaultMethod
{
    // of a gradient, in units of that where predictions are off by the targets' deviation, or by a factor of e
    private const double RelativeTolerance = 1e-12;

    // of predictions, in units of the targets' deviation: the slopes of a loss that bends sharply have more of it
    private const double Rounding = 64 * 2.220446049250313e-16;

    // of a mean, below which deviations are too near to its rounding
    private const double SmallestDeviation = 1e-3;

    // of evaluations, which second derivatives take more of where features are many, above which they take longer than what they save
    private const double MostCost = 4.5;
    private const int MostParameters = 256;

    // of a loss of errors, beside its mean curvature between the mean of the targets and their deviation: sharper ones are nearly kinked
    private const double SharpestBend = 100;

    // beside kinks or bounds, where the evaluations are many more
    private const int MostProximal = 1024;

    private readonly StandardizedSamples _data;
    private readonly bool _isSmooth;
    private readonly bool _isWhitened;
    private readonly bool _isNewton;
    private readonly bool _isProximalNewton;
    private readonly Box? _bounds;
    private (ILoss Loss, double Slope)? _slope;

    public DefaultMethod(PreparedSamples samples, LinearRegression settings)
    {
        _isSmooth = settings.Penalty is null or ISmoothPenalty;
        _isWhitened = _isSmooth && settings.Bounds is null;
        bool isScaled = settings.Standardize || settings.Penalty is null || (!_isWhitened && WeightPenalty.TakesScales(settings.Penalty));
        _data = new StandardizedSamples(samples, settings, centre: true, isScaled);
        _bounds = _data.Bounds(_data.TargetUnit);
        _data.CheckDetermined();
        _ = Whitening.OfBounded(_data);

        // the ridge beside the curvature that the loss has by its size: both have units
        double ridge = _data.RidgeOfMean == 0 ? 0 : _data.RidgeOfMean * _data.TargetUnit / SlopeWhereOff(settings.Loss);
        Whitening? whitening = _isWhitened ? new Whitening(_data, ridge) : null;
        Map = new ParameterMap(
            _data.Features,
            settings.FitIntercept,
            _data.Standardization,
            whitening,
            _data.TargetUnit,
            _data.TargetShift);
        bool takesNewton = CurvedObjective.Takes(settings.Loss) && Bends(settings.Loss);
        _isNewton = takesNewton && whitening is { Design: null } && CurvedObjective.Cost(settings.Loss, _data.Features) <= MostCost && _data.Dimension <= MostParameters;
        _isProximalNewton = takesNewton && !_isWhitened && _data.Dimension <= MostProximal && _data.Penalty() is CoordinateTerms;
        (DesignFactor, DesignRoot) = _data.RidgeOfMean == 0 && _isWhitened ? (whitening?.Factor, whitening?.Root) : default;
    }

    public StandardizedSamples Data => _data;

    public ParameterMap Map { get; }

    /// <inheritdoc cref="LinearFit.DesignFactor"/>
    public LowerTriangle? DesignFactor { get; }

    /// <inheritdoc cref="LinearFit.DesignRoot"/>
    public LowerTriangle? DesignRoot { get; }

    public string Name => (_isNewton, _isProximalNewton, _isWhitened, _isSmooth) switch
    {
        (true, _, _, _) => "Newton's method in whitened coordinates",
        (_, true, _, _) => "proximal Newton on standardized features",
        (_, _, true, _) => $"{nameof(Lbfgs)} in whitened coordinates",
        (_, _, _, true) => $"{nameof(Lbfgsb)} on standardized features",
        _ => $"{nameof(AcceleratedProximalGradient)} on standardized features",
    };

    /// <summary>The start of the settings; with none, weights of 0 and the intercept that predicts the mean.</summary>
    public double[] Start()
    {
        double[] start = _data.Settings.StartFor(_data.Dimension);
        if (_data.Settings.Start is null && _data.Settings.FitIntercept)
        {
            for (int t = 0; t < _data.Targets; t++)
            {
                start[((t + 1) * _data.Stride) - 1] = PredictMean(t, 0);
            }
        }

        Map.FromUser(start);
        return start;
    }

    /// <summary>Prepares the minimization of a loss from a point in the coordinates of the run.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="point">The point.</param>
    /// <param name="stopping">When to stop, in the user's units.</param>
    /// <param name="cancel">Stops the run.</param>
    public MethodRun Run(ILoss loss, ReadOnlySpan<double> point, StoppingCriteria stopping, CancellationToken cancel)
    {
        double gradientUnit = SlopeWhereOff(loss), valueUnit = gradientUnit * _data.TargetUnit;
        stopping = stopping with
        {
            GradientTolerance = stopping.GradientTolerance is { } given ? given / gradientUnit : Math.Max(RelativeTolerance, RoundingOfSlopes(loss) / gradientUnit),
            TargetValue = stopping.TargetValue is { } target ? target / valueUnit : null,
        };
        var options = new RunOptions { Stopping = stopping, Cancellation = cancel };
        if ((_isNewton || _isProximalNewton) && Bends(loss))
        {
            return new MethodRun(NewtonRun(loss, point, options, valueUnit), valueUnit, gradientUnit);
        }

        IOptimizer optimizer = _isWhitened ? new Lbfgs() : _isSmooth ? new Lbfgsb(_bounds!) : new AcceleratedProximalGradient(_data.Penalty(_data.TargetUnit, valueUnit));
        return new MethodRun(optimizer.Start(new WhitenedFunction(_data.PenalizedObjective(loss, isShifted: true), Map, valueUnit), point, options), valueUnit, gradientUnit);
    }

    private OptimizationRun NewtonRun(ILoss loss, ReadOnlySpan<double> point, RunOptions options, double valueUnit)
    {
        double curvature = LargestCurvature(loss) * _data.TargetUnit * _data.TargetUnit / valueUnit;
        double[] start = point.ToArray();
        var objective = MinimizedFunction.Of(new WhitenedFunction(new CurvedObjective(_data, loss), Map, valueUnit), start, options);
        if (_isNewton)
        {
            return new OptimizationRun(objective, start, options, new NewtonDescent(objective, curvature, options.Stopping, CurvatureAtStart(loss) / valueUnit));
        }

        var terms = (CoordinateTerms)_data.Penalty(_data.TargetUnit, valueUnit);
        terms.Hold(start);
        return new OptimizationRun(objective, start, options, new ProximalNewtonDescent(objective, terms, curvature, options.Stopping));
    }

    /// <summary>Whether a loss bends where predictions are off, by at least a share of its bend where they are right.</summary>
    private bool Bends(ILoss loss) => LargestCurvature(loss) == 0 || LargestCurvature(loss) * _data.TargetUnit <= SharpestBend * SlopeWhereOff(loss);

    /// <summary>The second derivatives at the default start, expected of targets, in whitened coordinates the same in all directions; 0: they are not known.</summary>
    private double CurvatureAtStart(ILoss loss) => loss is ILikelihood likelihood && _data is { Targets: 1, RidgeOfMean: 0, Settings: { Start: null, FitIntercept: true } }
        ? likelihood.Information(PredictMean(0, 0)) * (loss.Reduction == LossReduction.Sum ? _data.Moments.Weight : 1) : 0;

    private double RoundingOfSlopes(ILoss loss) => Rounding * _data.TargetUnit * LargestCurvature(loss);

    /// <summary>The largest second derivative of a loss of errors by a parameter of whitened features; 0 of other losses.</summary>
    private double LargestCurvature(ILoss loss) => loss is IErrorLoss { Reduction: LossReduction.Mean or LossReduction.Sum } errors
        ? errors.LargestCurvature * (loss.Reduction == LossReduction.Sum ? _data.Moments.Weight : 1.0 / _data.Targets) : 0;

    /// <summary>The slope of the loss where the same is predicted for all samples, off by the targets' deviation, or with a log or logit link by a factor of e: the unit of its gradients, also without an intercept.</summary>
    private double SlopeWhereOff(ILoss loss)
    {
        if (_slope is { } known && known.Loss == loss)
        {
            return known.Slope;
        }

        LinearObjective objective = _data.Objective(loss, fitIntercept: true, _data.TargetShift);
        double[] off = new double[objective.Dimension], gradient = new double[objective.Dimension];
        int stride = _data.Features + 1;
        for (int t = 0; t < _data.Targets; t++)
        {
            off[((t + 1) * stride) - 1] = PredictMean(t, 1) - _data.TargetShift[t];
        }

        objective.Evaluate(off, gradient);
        double slope = Enumerable.Range(1, _data.Targets).Max(t => Math.Abs(gradient[(t * stride) - 1]));
        slope = slope is > 0 and < double.PositiveInfinity ? slope : 1;
        _slope = (loss, slope);
        return slope;
    }

    /// <summary>The prediction that is the mean of a target, or off by so many deviations, by a log or logit link by so many powers of e.</summary>
    private double PredictMean(int target, double off)
    {
        double mean = _data.Moments.TargetMeans[target];
        return _data.Settings.Loss.Link switch
        {
            Link.Log => Math.Log(mean / _data.Moments.MeanExposure) + off,
            Link.Logit when mean is > 0 and < 1 => Math.Log(mean / (1 - mean)) + off,
            Link.Softmax => target == 0 ? off : 0,
            Link.Identity => mean + (off * Math.Max(_data.TargetUnit, _data.TargetShift[target] == 0 ? SmallestDeviation * Math.Abs(mean) : 0)),
            _ => off,
        };
    }
}
