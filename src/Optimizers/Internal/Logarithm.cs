namespace Optimizers;

/// <summary>Logarithms that <see cref="Math"/> lacks.</summary>
internal static class Logarithm
{
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>log(1 + x) with all digits of a small x, which double.LogP1 loses.</summary>
    public static double OfOnePlus(double x)
    {
        // the rounding of 1 + x is the same in both factors
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>log Γ(x), x > 0, within a few roundings of the larger of it and 1: Stirling's series, beyond 16 where it has all digits.</summary>
    public static double OfGamma(double x)
    {
        double product = 1;
        for (; x < 16; x++)
        {
            product *= x;
        }

        double r = 1 / (x * x), series = ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r / 1188)))))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + LogRootTwoPi + series - Math.Log(product);
    }

    /// <summary>c·log x; 0 where c is 0, the limit.</summary>
    public static double Times(double c, double x) => c == 0 ? 0 : c * Math.Log(x);
}
