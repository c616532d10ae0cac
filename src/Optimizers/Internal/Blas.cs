using System.Numerics;
using System.Runtime.InteropServices;

namespace Optimizers;

/// <summary>The vector operations of the methods: short loops without the cost of a general call, for vectors of a few coordinates as for long ones.</summary>
internal static class Blas
{
    /// <summary>Σ aᵢbᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        int width = Vector<double>.Count, i = 0;
        double sum = 0;
        if (a.Length >= 2 * width)
        {
            Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
            for (; i <= a.Length - (2 * width); i += 2 * width)
            {
                even += Vector.LoadUnsafe(ref x, (nuint)i) * Vector.LoadUnsafe(ref y, (nuint)i);
                odd += Vector.LoadUnsafe(ref x, (nuint)(i + width)) * Vector.LoadUnsafe(ref y, (nuint)(i + width));
            }

            sum = Vector.Sum(even + odd);
        }

        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>yᵢ ← yᵢ + c·xᵢ.</summary>
    public static void AddScaled(double c, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (Vector.LoadUnsafe(ref to, (nuint)i) + (c * Vector.LoadUnsafe(ref from, (nuint)i))).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] += c * x[i];
        }
    }

    /// <summary>yᵢ ← yᵢ + c·xᵢ, and Σ yᵢzᵢ of the new y, in one pass.</summary>
    public static double AddScaledAndDot(double c, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> z)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y), other = ref MemoryMarshal.GetReference(z);
        int width = Vector<double>.Count, i = 0;
        double sum = 0;
        if (x.Length >= 2 * width)
        {
            Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
            for (; i <= x.Length - (2 * width); i += 2 * width)
            {
                Vector<double> first = Vector.LoadUnsafe(ref to, (nuint)i) + (c * Vector.LoadUnsafe(ref from, (nuint)i));
                Vector<double> second = Vector.LoadUnsafe(ref to, (nuint)(i + width)) + (c * Vector.LoadUnsafe(ref from, (nuint)(i + width)));
                first.StoreUnsafe(ref to, (nuint)i);
                second.StoreUnsafe(ref to, (nuint)(i + width));
                even += first * Vector.LoadUnsafe(ref other, (nuint)i);
                odd += second * Vector.LoadUnsafe(ref other, (nuint)(i + width));
            }

            sum = Vector.Sum(even + odd);
        }

        for (; i < x.Length; i++)
        {
            double moved = y[i] + (c * x[i]);
            y[i] = moved;
            sum += moved * z[i];
        }

        return sum;
    }

    /// <summary>yᵢ ← c·xᵢ.</summary>
    public static void Scale(double c, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (c * Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = c * x[i];
        }
    }

    /// <summary>zᵢ ← xᵢ + c·yᵢ.</summary>
    public static void Combine(ReadOnlySpan<double> x, double c, ReadOnlySpan<double> y, Span<double> z)
    {
        ref double left = ref MemoryMarshal.GetReference(x), right = ref MemoryMarshal.GetReference(y), to = ref MemoryMarshal.GetReference(z);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (Vector.LoadUnsafe(ref left, (nuint)i) + (c * Vector.LoadUnsafe(ref right, (nuint)i))).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            z[i] = x[i] + (c * y[i]);
        }
    }

    /// <summary>‖x‖₂, also where the squares overflow or underflow; NaN of NaN.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        double squares = Dot(x, x), largest;
        if (squares is > 1e-290 and < double.PositiveInfinity || (largest = MaxNorm(x)) == 0 || !double.IsFinite(largest))
        {
            return Math.Sqrt(squares);
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += value / largest * (value / largest);
        }

        return largest * Math.Sqrt(sum);
    }

    /// <summary>‖x‖∞; NaN of NaN.</summary>
    public static double MaxNorm(ReadOnlySpan<double> x)
    {
        double largest = 0;
        foreach (double value in x)
        {
            double size = Math.Abs(value);
            largest = size > largest || double.IsNaN(size) ? size : largest;
            if (double.IsNaN(largest))
            {
                break;
            }
        }

        return largest;
    }
}
