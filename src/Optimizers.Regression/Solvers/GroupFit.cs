namespace Optimizers.Regression;

/// <summary>A group lasso of squared errors with no optimizer named: by groups on the Gram matrix of standardized features.</summary>
internal sealed class GroupFit : UnitSquaresFit
{
    // of a gradient, where predictions are off by the targets' deviation
    private const double RelativeTolerance = 1e-13;

    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public GroupFit(StandardizedSamples data, SquaredLoss loss, CancellationToken cancellationToken)
        : base(data, loss)
    {
        var penalty = (WeightPenalty)data.Penalty(data.TargetUnit, Divisor);
        double[] start = Start(), gram = data.Products.Gram(data.Standardization);
        Blas.Scale(1.0 / data.Targets, gram, gram);
        var options = new RunOptions { Stopping = Stopping(RelativeTolerance), Cancellation = cancellationToken };
        var objective = MinimizedFunction.Of(Squares(), start, options);
        GroupTerms all = penalty.Groups(data.Targets, hasBias: false), own = penalty.Groups(1, hasBias: false);
        Run = new OptimizationRun(objective, start, options, new GroupDescent(objective, gram, all, own, options.Stopping));
    }

    public override OptimizationRun Run { get; }
}
