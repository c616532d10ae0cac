using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>A number of some 32 digits as the sum of two, the second the rounding of the first.</summary>
/// <param name="High">The number, rounded.</param>
/// <param name="Low">What rounding left.</param>
/// <remarks>Source: T. J. Dekker, <see href="https://doi.org/10.1007/BF01397083">A floating-point technique for extending the available precision</see>,
/// 1971.</remarks>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>ab without rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>a + b without rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b, rest = sum - a;
        return new(sum, (a - (sum - rest)) + (b - rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Plus(DoubleDouble other)
    {
        DoubleDouble sum = Sum(High, other.High);
        return Normal(sum.High, sum.Low + Low + other.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Plus(double other)
    {
        DoubleDouble sum = Sum(High, other);
        return Normal(sum.High, sum.Low + Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Times(double factor)
    {
        DoubleDouble product = Product(High, factor);
        return Normal(product.High, Math.FusedMultiplyAdd(Low, factor, product.Low));
    }

    public DoubleDouble Over(double divisor)
    {
        double quotient = High / divisor;
        DoubleDouble rest = Plus(new DoubleDouble(-quotient, 0).Times(divisor));
        return Normal(quotient, rest.High / divisor);
    }

    /// <summary>The sum of a number and one that is smaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Normal(double large, double small)
    {
        double sum = large + small;
        return new(sum, small - (sum - large));
    }
}
