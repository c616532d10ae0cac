using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Predictions with their intervals.</summary>
/// <param name="Mean">The predicted means, n.</param>
/// <param name="MeanLow">The lower ends of the confidence intervals of the means, n.</param>
/// <param name="MeanHigh">The upper ends of the confidence intervals of the means, n.</param>
/// <param name="Low">The lower ends of the intervals of single observations, n; null but for least squares, where errors are taken to be normal.</param>
/// <param name="High">The upper ends of the intervals of single observations, n; null but for least squares.</param>
public sealed record PredictionIntervals(Vector<double> Mean, Vector<double> MeanLow, Vector<double> MeanHigh, Vector<double>? Low, Vector<double>? High)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
