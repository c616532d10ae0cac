namespace Optimizers;

/// <summary>A loss of predictions against targets: a term for each pair and a reduction of the terms to one value.</summary>
/// <remarks>
/// The terms are given for a block of pairs, so that an objective can go through its data once, block by block, and apply the
/// reduction at the end. The losses of the library are in <see cref="Losses"/>.
/// </remarks>
public interface ILoss
{
    /// <summary>How the terms become one value.</summary>
    LossReduction Reduction { get; }

    /// <summary>Sums the terms of a block and writes the derivative of each by its prediction, before any reduction.</summary>
    /// <param name="predictions">p, b numbers.</param>
    /// <param name="targets">t, b numbers.</param>
    /// <param name="derivatives">Receives ∂ℓ/∂p for each pair, b numbers; may be the predictions' own memory.</param>
    /// <returns>Σ ℓ(pᵢ, tᵢ) over the block.</returns>
    double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives);

    /// <summary>Evaluates the loss of n predictions and writes its gradient.</summary>
    /// <param name="predictions">p, n numbers, at least one.</param>
    /// <param name="targets">t, n numbers.</param>
    /// <param name="gradient">Receives the derivative of the loss by each prediction, n numbers.</param>
    /// <returns>The loss. Where a root is 0 and has no derivative, the gradient is 0, which is a subgradient.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        Require.AtLeast(1, predictions.Length, nameof(predictions));
        Require.SameCount(targets.Length, predictions.Length, "targets", "predictions", nameof(targets));
        Require.SameCount(gradient.Length, predictions.Length, "derivatives", "predictions", nameof(gradient));
        double sum = Sum(predictions, targets, gradient);
        (double value, double scale) = Reduction.Apply(sum, predictions.Length);
        foreach (ref double derivative in gradient)
        {
            derivative *= scale;
        }

        return value;
    }
}
