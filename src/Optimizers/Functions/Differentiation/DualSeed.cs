using System.Runtime.Intrinsics;

namespace Optimizers;

/// <summary>The variables of a forward evaluation.</summary>
internal static class DualSeed
{
    /// <summary>Writes the variables, with a derivative of 1 by themselves for four of them.</summary>
    public static void Write(ReadOnlySpan<double> point, Span<Dual> x, int first)
    {
        for (int i = 0; i < point.Length; i++)
        {
            int lane = i - first;
            x[i] = lane is >= 0 and < Dual.Lanes ? new Dual(point[i], Vector256<double>.Zero.WithElement(lane, 1)) : point[i];
        }
    }
}
