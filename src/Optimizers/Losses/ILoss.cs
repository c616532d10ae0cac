namespace Optimizers;

/// <summary>A loss of predictions against targets: a term for each pair, or each group of pairs, and a reduction of the terms to one value.</summary>
/// <remarks>
/// The terms are given for a block of pairs, so that an objective can go through its data once, block by block, and apply the
/// reduction at the end; of many pairs the blocks are given on several threads at once, so that a loss of your own keeps nothing between calls
/// (or runs within <see cref="Parallelism.AtMost"/>(1)). The losses of the library are in <see cref="Losses"/>.
/// </remarks>
public interface ILoss
{
    /// <summary>How the terms become one value.</summary>
    LossReduction Reduction { get; }

    /// <summary>k, the predictions in one term: 1, or as many as there are classes.</summary>
    int Outputs => 1;

    /// <summary>What turns predictions into means of the target.</summary>
    Link Link => Link.Identity;

    /// <summary>Which numbers a target may be, in words; null: every finite one.</summary>
    string? TargetRule => null;

    /// <summary>Whether a term has a value for a target.</summary>
    /// <param name="target">The targets of one term, k numbers.</param>
    bool Accepts(ReadOnlySpan<double> target) => Require.FirstNotFinite(target) is null;

    /// <summary>Sums the terms of a block and writes the derivative of each by its predictions, before any reduction.</summary>
    /// <param name="predictions">p, b·k numbers.</param>
    /// <param name="targets">t, b·k numbers.</param>
    /// <param name="derivatives">Receives ∂ℓ/∂p for each prediction, b·k numbers; may be the predictions' own memory.</param>
    /// <returns>Σ ℓ(pᵢ, tᵢ) over the block.</returns>
    double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives);

    /// <summary>Sums the weighted terms of a block and writes their derivatives, before any reduction.</summary>
    /// <param name="predictions">p, b·k numbers.</param>
    /// <param name="targets">t, b·k numbers.</param>
    /// <param name="weights">w, b numbers, one for each term; none: each is 1.</param>
    /// <param name="derivatives">Receives wᵢ ∂ℓ/∂p for each prediction, b·k numbers; may be the predictions' own memory.</param>
    /// <returns>Σ wᵢ ℓ(pᵢ, tᵢ) over the block.</returns>
    double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
    {
        LossKernel.Check(predictions, targets, weights, derivatives, Outputs);
        if (weights.IsEmpty)
        {
            return Sum(predictions, targets, derivatives);
        }

        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int first = i * Outputs;
            Span<double> slopes = derivatives.Slice(first, Outputs);
            sum += weights[i] * Sum(predictions.Slice(first, Outputs), targets.Slice(first, Outputs), slopes);
            Blas.Scale(weights[i], slopes, slopes);
        }

        return sum;
    }

    /// <summary>Evaluates the loss of n terms and writes its gradient.</summary>
    /// <param name="predictions">p, n·k numbers, at least one term.</param>
    /// <param name="targets">t, n·k numbers.</param>
    /// <param name="gradient">Receives the derivative of the loss by each prediction, n·k numbers.</param>
    /// <returns>The loss. Where a root is 0 and has no derivative, the gradient is 0, which is a subgradient.</returns>
    /// <exception cref="ArgumentException">The lengths differ, are 0 or no multiple of k.</exception>
    double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        Require.AtLeast(1, predictions.Length, nameof(predictions));
        Require.SameCount(gradient.Length, predictions.Length, "derivatives", "predictions", nameof(gradient));
        LossKernel.Check(predictions, targets, [], gradient, Outputs);
        double sum = Sum(predictions, targets, gradient);
        (double value, double scale) = Reduction.Apply(sum, predictions.Length / Outputs);
        Blas.Scale(scale, gradient, gradient);
        return value;
    }
}
