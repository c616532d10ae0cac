namespace Optimizers.Regression;

/// <summary>The loss of a fit in coordinates, values and gradients of size 1 in any unit of the data.</summary>
/// <remarks>
/// Features are standardized, whatever weights the penalty is of, and where the objective is smooth and free they are whitened. Coordinates are in units
/// of the targets' deviation, about their mean if there is an intercept, and values and gradients in units of what they are where predictions are off by
/// that.
/// </remarks>
internal sealed class UnitObjective
{
    // of a gradient, in units of that where predictions are off by the targets' deviation, or by a factor of e
    private const double RelativeTolerance = 1e-12;

    // of predictions, in units of the targets' deviation: the slopes of a loss that bends sharply have more of it
    private const double Rounding = 64 * 2.220446049250313e-16;

    // of a mean, below which deviations are too near to its rounding
    private const double SmallestDeviation = 1e-3;

    // of a loss of errors, beside its mean curvature between the mean of the targets and their deviation: sharper ones are nearly kinked
    private const double SharpestBend = 100;

    private readonly StandardizedSamples _data;
    private (ILoss Loss, double Slope)? _slope;

    public UnitObjective(PreparedSamples samples, FitSettings settings)
    {
        bool isWhitened = settings is { KinkedPenalty: null, Bounds: null };
        bool isScaled = settings.Standardize || settings.Penalty is null || (!isWhitened && WeightPenalty.TakesScales(settings.Penalty));
        _data = new StandardizedSamples(samples, settings, centre: true, isScaled);
        _data.CheckDetermined();
        _ = Whitening.OfBounded(_data);

        // the ridge beside the curvature that the loss has by its size: both have units
        double ridge = _data.RidgeOfMean == 0 ? 0 : _data.RidgeOfMean * _data.TargetUnit / SlopeWhereOff(settings.Loss);
        Whitening = isWhitened ? new Whitening(_data, ridge) : null;
        Map = new ParameterMap(_data.Layout, _data.Standardization, Whitening, _data.TargetUnit, _data.TargetShift);
    }

    public StandardizedSamples Data => _data;

    public ParameterMap Map { get; }

    /// <summary>What makes the features uncorrelated; null where penalties or bounds hold the coordinates as they are.</summary>
    public Whitening? Whitening { get; }

    /// <inheritdoc cref="LinearFit.DesignFactor"/>
    public LowerTriangle? DesignFactor => _data.RidgeOfMean == 0 ? Whitening?.Factor : null;

    /// <inheritdoc cref="LinearFit.DesignRoot"/>
    public LowerTriangle? DesignRoot => _data.RidgeOfMean == 0 ? Whitening?.Root : null;

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
    /// <param name="minimizer">By what.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="point">The point.</param>
    /// <param name="stopping">When to stop, in the user's units.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public MethodRun Run(Minimizer minimizer, ILoss loss, ReadOnlySpan<double> point, StoppingCriteria stopping, CancellationToken cancellationToken)
    {
        double gradientUnit = SlopeWhereOff(loss), valueUnit = gradientUnit * _data.TargetUnit;
        stopping = stopping with
        {
            GradientTolerance = stopping.GradientTolerance is { } given
                ? given / gradientUnit
                : Math.Max(RelativeTolerance, RoundingOfSlopes(loss) / gradientUnit),
            TargetValue = stopping.TargetValue is { } target ? target / valueUnit : null,
        };
        var options = new RunOptions { Stopping = stopping, Cancellation = cancellationToken };
        return new MethodRun(minimizer(this, loss, point.ToArray(), options, valueUnit), valueUnit, gradientUnit);
    }

    /// <summary>Whether a loss bends where predictions are off, by at least a share of its bend where they are right.</summary>
    public bool Bends(ILoss loss) => LargestCurvature(loss) == 0 || LargestCurvature(loss) * _data.TargetUnit <= SharpestBend * SlopeWhereOff(loss);

    /// <summary>The second derivatives at the default start, expected of targets, in whitened coordinates the same in all directions; 0: they are not
    /// known.</summary>
    public double CurvatureAtStart(ILoss loss)
        => loss is ILikelihood likelihood && _data is { Targets: 1, RidgeOfMean: 0, Settings: { Start: null, FitIntercept: true } }
        ? likelihood.Information(PredictMean(0, 0)) * (loss.Reduction == LossReduction.Sum ? _data.Moments.Weight : 1) : 0;

    private double RoundingOfSlopes(ILoss loss) => Rounding * _data.TargetUnit * LargestCurvature(loss);

    /// <summary>The largest second derivative of a loss of errors by a parameter of whitened features; 0 of other losses.</summary>
    public double LargestCurvature(ILoss loss) => loss is IErrorLoss { Reduction: LossReduction.Mean or LossReduction.Sum } errors
        ? errors.LargestCurvature * (loss.Reduction == LossReduction.Sum ? _data.Moments.Weight : 1.0 / _data.Targets) : 0;

    /// <summary>The slope of the loss where the same is predicted for all samples, off by the targets' deviation, or with a log or logit link by a factor of e:
    /// the unit of its gradients, also without an intercept.</summary>
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
