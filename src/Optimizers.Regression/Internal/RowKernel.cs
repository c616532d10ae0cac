using System.Numerics;
using System.Runtime.InteropServices;

namespace Optimizers.Regression;

/// <summary>The two products of a row: with the weights, and into the gradient.</summary>
internal static class RowKernel
{
    /// <summary>Σ xᵢwᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(w);
        int width = Vector<double>.Count, i = 0;
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            even += Vector.LoadUnsafe(ref a, (nuint)i) * Vector.LoadUnsafe(ref b, (nuint)i);
            odd += Vector.LoadUnsafe(ref a, (nuint)(i + width)) * Vector.LoadUnsafe(ref b, (nuint)(i + width));
        }

        double sum = Vector.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum += x[i] * w[i];
        }

        return sum;
    }

    /// <summary>gᵢ ← gᵢ + c·xᵢ.</summary>
    public static void AddScaled(double c, ReadOnlySpan<double> x, Span<double> g)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(g);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (Vector.LoadUnsafe(ref b, (nuint)i) + (c * Vector.LoadUnsafe(ref a, (nuint)i))).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            g[i] += c * x[i];
        }
    }
}
