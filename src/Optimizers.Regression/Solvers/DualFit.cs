namespace Optimizers.Regression;

/// <summary>A ridge of more features than samples with no optimizer named: by the products of the samples with each other.</summary>
/// <remarks>Targets are centred, with an intercept, and divided by their deviation.</remarks>
internal sealed class DualFit : RunFit
{
    private const int RefinementLimit = 40;
    private const double RefinementTolerance = 1e-15;

    private readonly SquaredLoss _loss;
    private readonly double _targetScale;

    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="kernel">Their products.</param>
    /// <param name="cancel">Stops the fit.</param>
    public DualFit(StandardizedSamples data, SquaredLoss loss, SampleKernel kernel, CancellationToken cancel)
    {
        (Data, _loss, _targetScale) = (data, loss, data.Moments.TargetScale(data.Settings.FitIntercept));
        (int d, StoppingCriteria stopping) = (data.Features, data.Settings.Stopping);
        double[] shift = data.Settings.FitIntercept ? data.Moments.TargetMeans : new double[data.Targets];
        var ridge = new RidgePenalty(RidgeOf(data, loss) / data.Targets);
        var function = new PenalizedFunction(data.Objective(Losses.HalfMeanSquaredError, fitIntercept: false, shift, _targetScale), ridge, d, d);
        double[] start = FromUser(data.Settings.StartFor(data.Dimension));
        var options = new RunOptions
        {
            Stopping = stopping with
            {
                MaxIterations = stopping.MaxIterations ?? RefinementLimit,
                GradientTolerance = stopping.GradientTolerance is { } given ? given / GradientUnit : 0,
                ValueTolerance = stopping.ValueTolerance ?? RefinementTolerance,
            },
            Cancellation = cancel,
        };
        var objective = MinimizedFunction.Of(function, start, options);
        Run = new OptimizationRun(objective, start, options, new DualDescent(objective, kernel, kernel.Targets(shift, _targetScale), options.Stopping));
    }

    public override StandardizedSamples Data { get; }

    public override OptimizationRun Run { get; }

    protected override double GradientUnit => 2 * _loss.Factor * _targetScale * (_loss.Reduction == LossReduction.Sum ? Data.Moments.Weight * Data.Targets : 1);

    /// <summary>ρ beside ‖Au − b‖² of each target.</summary>
    public static double RidgeOf(StandardizedSamples data, SquaredLoss loss) => data.Targets * data.RidgeOfMean / (2 * loss.Factor);

    protected override double ToLoss(double value) => GradientUnit * _targetScale * value;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        int d = Data.Features, stride = Data.Stride;
        double[] parameters = new double[Data.Dimension];
        for (int t = 0; t < Data.Targets; t++)
        {
            Blas.Scale(_targetScale, point.Slice(t * d, d), parameters.AsSpan(t * stride, d));
            if (stride > d)
            {
                parameters[(t * stride) + d] = Data.Moments.TargetMeans[t];
            }
        }

        Data.Standardization.ToUserUnits(parameters);
        return parameters;
    }

    private double[] FromUser(double[] start)
    {
        int d = Data.Features;
        double[] point = new double[Data.Targets * d];
        Data.Standardization.FromUserUnits(start);
        for (int t = 0; t < Data.Targets; t++)
        {
            Blas.Scale(1 / _targetScale, start.AsSpan(t * Data.Stride, d), point.AsSpan(t * d, d));
        }

        return point;
    }
}
