namespace Optimizers;

/// <summary>A loss whose terms have a second derivative by the prediction, at least where they are smooth.</summary>
internal interface ICurvedLoss
{
    /// <summary>∂²ℓ/∂p².</summary>
    /// <param name="prediction">p.</param>
    /// <param name="target">t.</param>
    double Curvature(double prediction, double target);

    /// <summary>∂²ℓ/∂p² of many terms, at least 0; the slopes may give it at less cost, within the digits that a step needs.</summary>
    /// <param name="predictions">p.</param>
    /// <param name="targets">t.</param>
    /// <param name="slopes">∂ℓ/∂p.</param>
    /// <param name="curvatures">Receives the second derivatives; may be the slopes' own memory.</param>
    void Curvatures(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> slopes, Span<double> curvatures)
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            curvatures[i] = Math.Max(0, Curvature(predictions[i], targets[i]));
        }
    }
}
