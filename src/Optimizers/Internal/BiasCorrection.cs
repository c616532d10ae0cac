namespace Optimizers;

/// <summary>What a running mean that began at 0 is divided by.</summary>
internal static class BiasCorrection
{
    // βᵗ ≤ exp(−t(1 − β)), which here is below half of the last digit of 1
    private const double Vanished = 38;

    /// <summary>1 − βᵗ.</summary>
    /// <param name="β">The weight of the past, at least 0 and below 1.</param>
    /// <param name="t">The steps taken, at least 1.</param>
    public static double Of(double β, long t) => t * (1 - β) > Vanished ? 1 : 1 - Math.Pow(β, t);
}
