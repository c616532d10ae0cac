using MathNet.Numerics.Statistics;

namespace Optimizers.Regression;

/// <summary>The second derivative of a loss's terms by their predictions, as standard errors take it.</summary>
internal static class LossCurvature
{
    /// <summary>ℓ″ of a prediction and a target: expected for likelihoods, else as it is; of losses with kinks, of the smoothed loss.</summary>
    /// <param name="loss">ℓ.</param>
    /// <param name="residuals">The residuals of all samples, asked for where the width of kinks depends on them.</param>
    public static Func<double, double, double> Of(ILoss loss, Func<IReadOnlyList<double>> residuals) => loss switch
    {
        SquaredLoss => (_, _) => 1,
        ILikelihood likelihood => (prediction, _) => likelihood.Information(prediction),
        ICurvedLoss curved => curved.Curvature,
        ISmoothableLoss kinked => kinked.Smoothed(Bandwidth(residuals())).Curvature,
        _ => (prediction, target) => OfDifferences(loss, prediction, target),
    };

    /// <summary>ℓ′.</summary>
    public static double Slope(ILoss loss, double prediction, double target)
    {
        Span<double> slope = stackalloc double[1];
        loss.Sum([prediction], [target], slope);
        return slope[0];
    }

    /// <summary>Silverman's rule, 0.9 min(s, IQR/1.34) n^(−1/5).</summary>
    private static double Bandwidth(IReadOnlyList<double> residuals)
    {
        double deviation = residuals.StandardDeviation(), range = residuals.InterquartileRange(), spread = range > 0 ? Math.Min(deviation, range / 1.34) : deviation;
        return spread > 0 ? 0.9 * spread * Math.Pow(residuals.Count, -0.2) : 1;
    }

    private static double OfDifferences(ILoss loss, double prediction, double target)
    {
        double h = 1e-5 * Math.Max(1, Math.Abs(prediction));
        return (Slope(loss, prediction + h, target) - Slope(loss, prediction - h, target)) / (2 * h);
    }
}
