namespace Optimizers;

/// <summary>One optimizer in an <see cref="OptimizerComparison"/>.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Result">What it found; its history is the trace of values.</param>
/// <param name="Path">The points in order, one or two coordinates each; empty for functions of more coordinates.</param>
public sealed record ComparedRun(string Label, IOptimizer Optimizer, OptimizationResult Result, IReadOnlyList<double[]> Path)
{
    internal const int LargestPathDimension = 2;

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
