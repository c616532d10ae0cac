namespace Optimizers;

/// <summary>A mean over samples, f(x) = (1/N) Σ fᵢ(x), which can also be evaluated on a few of them.</summary>
/// <remarks>
/// A batch is the mean over its samples, not their sum, so that a step does not depend on the batch's size.
/// </remarks>
public interface IFiniteSumFunction : IDifferentiableFunction
{
    /// <summary>The number of samples N, at least 1.</summary>
    int SampleCount { get; }

    /// <summary>Evaluates the mean over a batch, (1/|B|) Σ fᵢ(x) for i ∈ B, and writes its gradient.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="samples">The indices of B, each in 0 … N − 1, at least one; an index may occur more than once.</param>
    /// <param name="gradient">Receives all n coordinates of the gradient; not kept.</param>
    /// <returns>The mean of fᵢ(x) over the batch.</returns>
    double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient);
}
