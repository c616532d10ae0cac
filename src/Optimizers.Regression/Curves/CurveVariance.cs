namespace Optimizers.Regression;

/// <summary>By what (JᵀJ)⁻¹ is multiplied to be a covariance.</summary>
internal static class CurveVariance
{
    /// <summary>RSS/(n − p); with a loss, what Huber's estimate makes of it.</summary>
    /// <param name="residuals">The weighted residuals, n.</param>
    /// <param name="rank">p, the number of parameters that they determine.</param>
    /// <param name="loss">The loss; null: squares.</param>
    public static double Of(ReadOnlySpan<double> residuals, int rank, RobustLoss? loss)
    {
        int n = residuals.Length;
        if (n <= rank)
        {
            return double.PositiveInfinity;
        }

        double squares = 0, slopes = 0, squaredSlopes = 0;
        foreach (double r in residuals)
        {
            (double score, double slope) = loss?.ScoreOf(r) ?? (r, 1);
            squares += score * score;
            slopes += slope;
            squaredSlopes += slope * slope;
        }

        double mean = slopes / n, correction = 1 + ((double)rank / n * ((squaredSlopes / n / (mean * mean)) - 1));
        return mean > 0 ? correction * correction * squares / (n - rank) / (mean * mean) : double.IsNaN(mean) ? double.NaN : double.PositiveInfinity;
    }
}
