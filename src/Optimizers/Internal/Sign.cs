using System.Numerics;

namespace Optimizers;

/// <summary>The sign of each coordinate: −1, 0 or 1; NaN of NaN.</summary>
internal static class Sign
{
    public static Vector<double> Of(Vector<double> v)
    {
        Vector<double> one = Vector.CopySign(Vector<double>.One, v);
        Vector<double> isNonZero = Vector.AsVectorDouble(Vector.GreaterThan(Vector.Abs(v), Vector<double>.Zero));
        return Vector.ConditionalSelect(isNonZero, one, v);
    }
}
