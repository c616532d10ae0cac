using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers;

/// <summary>The vector operations of the methods: loops without the cost of a general call for vectors of a few coordinates, all cores for long ones.</summary>
internal static partial class Blas
{
    /// <summary>Σ aᵢbᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length >= VectorWork.Shortest)
        {
            return VectorWork.Do<Dots>(0, a, b, []);
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double c, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length >= VectorWork.Shortest)
        {
            VectorWork.Do<Additions>(c, x, [], y);
            return;
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double AddScaledAndDot(double c, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> z)
    {
        if (x.Length >= VectorWork.Shortest)
        {
            return VectorWork.Do<AdditionsAndDots>(c, x, z, y);
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(double c, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length >= VectorWork.Shortest)
        {
            VectorWork.Do<Scalings>(c, x, [], y);
            return;
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ReadOnlySpan<double> x, double c, ReadOnlySpan<double> y, Span<double> z)
    {
        if (x.Length >= VectorWork.Shortest)
        {
            VectorWork.Do<Combinations>(c, x, y, z);
            return;
        }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double MaxNorm(ReadOnlySpan<double> x)
    {
        if (x.Length >= VectorWork.Shortest)
        {
            return VectorWork.Do<MaxNorms>(0, x, [], []);
        }

        // without their signs doubles are ordered as their bits are, NaN above infinity
        ref long from = ref Unsafe.As<double, long>(ref MemoryMarshal.GetReference(x));
        int width = Vector<long>.Count, i = 0;
        long largest = 0;
        if (x.Length >= width)
        {
            Vector<long> sizes = Vector<long>.Zero;
            for (; i <= x.Length - width; i += width)
            {
                sizes = Vector.Max(sizes, Vector.LoadUnsafe(ref from, (nuint)i) & new Vector<long>(long.MaxValue));
            }

            for (int lane = 0; lane < width; lane++)
            {
                largest = Math.Max(largest, sizes[lane]);
            }
        }

        for (; i < x.Length; i++)
        {
            largest = Math.Max(largest, Unsafe.Add(ref from, i) & long.MaxValue);
        }

        return BitConverter.Int64BitsToDouble(largest);
    }
}
