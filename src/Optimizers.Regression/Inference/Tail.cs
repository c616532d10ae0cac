using MathNet.Numerics;

namespace Optimizers.Regression;

/// <summary>Tail probabilities, by the functions that keep their digits where 1 − CDF would lose them.</summary>
internal static class Tail
{
    /// <summary>P(|T| > |t|).</summary>
    public static double OfStudent(double degrees, double t)
        => double.IsNaN(t) ? double.NaN : SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (t * t)));

    /// <summary>P(|Z| > |z|).</summary>
    public static double OfNormal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(F > f); below 0, as of a fit that was broken off, 1.</summary>
    public static double OfF(double degrees1, double degrees2, double f)
        => f <= 0 ? 1 : SpecialFunctions.BetaRegularized(degrees2 / 2, degrees1 / 2, degrees2 / (degrees2 + (degrees1 * f)));
}
