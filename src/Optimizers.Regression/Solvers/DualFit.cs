namespace Optimizers.Regression;

/// <summary>A ridge of more features than samples with no optimizer named: by the products of the samples with each other.</summary>
internal sealed class DualFit : UnitSquaresFit
{
    private const int RefinementLimit = 40;
    private const double RefinementTolerance = 1e-15;

    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="kernel">Their products.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public DualFit(StandardizedSamples data, SquaredLoss loss, SampleKernel kernel, CancellationToken cancellationToken)
        : base(data, loss)
    {
        var function = new PenalizedFunction(Squares(), new RidgePenalty(RidgeOf(data, loss) / data.Targets), data.Features, data.Features);
        double[] start = Start();
        StoppingCriteria stopping = Stopping(gradientTolerance: 0);
        stopping = stopping with { MaxIterations = stopping.MaxIterations ?? RefinementLimit, ValueTolerance = stopping.ValueTolerance ?? RefinementTolerance };
        var options = new RunOptions { Stopping = stopping, Cancellation = cancellationToken };
        var objective = MinimizedFunction.Of(function, start, options);
        Run = new OptimizationRun(objective, start, options, new DualDescent(objective, kernel, kernel.Targets(data.TargetShift, data.TargetUnit), stopping));
    }

    public override OptimizationRun Run { get; }

    /// <summary>ρ beside ‖Au − b‖² of each target.</summary>
    public static double RidgeOf(StandardizedSamples data, SquaredLoss loss) => data.Targets * data.RidgeOfMean / (2 * loss.Factor);
}
