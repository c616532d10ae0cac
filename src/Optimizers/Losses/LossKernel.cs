namespace Optimizers;

/// <summary>Sums the terms of a block, with weights or without.</summary>
internal static class LossKernel
{
    /// <summary>Σ wᵢ ℓ(pᵢ, tᵢ), and the derivative of each term by its prediction.</summary>
    /// <param name="term">ℓ.</param>
    /// <param name="predictions">p.</param>
    /// <param name="targets">t.</param>
    /// <param name="weights">w, or none.</param>
    /// <param name="derivatives">Receives wᵢ ∂ℓ/∂pᵢ; may be the predictions' own memory.</param>
    public static double Sum<TTerm>(
        TTerm term, ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        where TTerm : struct, ILossTerm
    {
        Check(predictions, targets, weights, derivatives, 1);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            sum += weight * term.Evaluate(predictions[i], targets[i], out double slope);
            derivatives[i] = weight * slope;
        }

        return sum;
    }

    /// <summary>As many targets and derivatives as predictions, whole terms, and a weight for each term or none.</summary>
    public static void Check(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, ReadOnlySpan<double> derivatives, int outputs)
    {
        Require.SameCount(targets.Length, predictions.Length, "targets", "predictions", nameof(targets));
        Require.SameCount(derivatives.Length, predictions.Length, "derivatives", "predictions", nameof(derivatives));
        if (predictions.Length % outputs != 0)
        {
            throw new ArgumentException(Invariant($"There are {predictions.Length} predictions; a term takes {outputs}."), nameof(predictions));
        }

        if (!weights.IsEmpty)
        {
            Require.SameCount(weights.Length, predictions.Length / outputs, "weights", "terms", nameof(weights));
        }
    }
}
