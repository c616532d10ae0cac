using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers.Regression;

/// <summary>Products and sums of four columns at a time, which read the vector that they share once.</summary>
internal static class FourColumns
{
    /// <summary>a·x, b·x, c·x and d·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double A, double B, double C, double D) Dots(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d, ReadOnlySpan<double> x)
    {
        ref double one = ref MemoryMarshal.GetReference(a), two = ref MemoryMarshal.GetReference(b);
        ref double three = ref MemoryMarshal.GetReference(c), four = ref MemoryMarshal.GetReference(d);
        ref double vector = ref MemoryMarshal.GetReference(x);
        int width = Vector<double>.Count, i = 0;
        Vector<double> s1 = default, s2 = default, s3 = default, s4 = default;
        for (; i <= x.Length - width; i += width)
        {
            Vector<double> v = Vector.LoadUnsafe(ref vector, (nuint)i);
            s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref one, (nuint)i), v, s1);
            s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref two, (nuint)i), v, s2);
            s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref three, (nuint)i), v, s3);
            s4 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref four, (nuint)i), v, s4);
        }

        (double r1, double r2, double r3, double r4) = (Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3), Vector.Sum(s4));
        for (; i < x.Length; i++)
        {
            (r1, r2, r3, r4) = (r1 + (a[i] * x[i]), r2 + (b[i] * x[i]), r3 + (c[i] * x[i]), r4 + (d[i] * x[i]));
        }

        return (r1, r2, r3, r4);
    }

    /// <summary>y ← y + Σ fₖ·(column k).</summary>
    /// <param name="f">Four factors.</param>
    /// <param name="a">The first column.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <param name="y">Receives the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(
        ReadOnlySpan<double> f, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d, Span<double> y)
    {
        ref double one = ref MemoryMarshal.GetReference(a), two = ref MemoryMarshal.GetReference(b);
        ref double three = ref MemoryMarshal.GetReference(c), four = ref MemoryMarshal.GetReference(d);
        ref double sum = ref MemoryMarshal.GetReference(y);
        double fa = f[0], fb = f[1], fc = f[2], fd = f[3];
        int width = Vector<double>.Count, i = 0;
        for (; i <= y.Length - width; i += width)
        {
            Vector<double> left = (fa * Vector.LoadUnsafe(ref one, (nuint)i)) + (fb * Vector.LoadUnsafe(ref two, (nuint)i));
            Vector<double> right = (fc * Vector.LoadUnsafe(ref three, (nuint)i)) + (fd * Vector.LoadUnsafe(ref four, (nuint)i));
            (Vector.LoadUnsafe(ref sum, (nuint)i) + (left + right)).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < y.Length; i++)
        {
            y[i] += (fa * a[i]) + (fb * b[i]) + ((fc * c[i]) + (fd * d[i]));
        }
    }

    /// <summary>y ← y + Σ fᵢ·(row iᵢ of a matrix), over its first columns.</summary>
    /// <param name="matrix">The matrix, row by row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="factors">Their factors.</param>
    /// <param name="y">Receives the sum; its length is that of the rows.</param>
    public static void AddRows(double[] matrix, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<double> factors, Span<double> y)
    {
        int i = 0;
        for (; i <= rows.Length - 4; i += 4)
        {
            ReadOnlySpan<double> a = Row(matrix, stride, rows[i], y.Length), b = Row(matrix, stride, rows[i + 1], y.Length);
            ReadOnlySpan<double> c = Row(matrix, stride, rows[i + 2], y.Length), d = Row(matrix, stride, rows[i + 3], y.Length);
            AddScaled(factors.Slice(i, 4), a, b, c, d, y);
        }

        for (; i < rows.Length; i++)
        {
            Blas.AddScaled(factors[i], Row(matrix, stride, rows[i], y.Length), y);
        }
    }

    /// <summary>Writes the products of some rows of a matrix with a vector.</summary>
    /// <param name="matrix">The matrix, row by row.</param>
    /// <param name="rows">The rows, as long as the vector.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="dots">Receives them, in the order of the rows.</param>
    public static void Dots(double[] matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> vector, Span<double> dots)
    {
        int n = vector.Length, i = 0;
        for (; i <= rows.Length - 4; i += 4)
        {
            (dots[i], dots[i + 1], dots[i + 2], dots[i + 3])
                = Dots(Row(matrix, n, rows[i], n), Row(matrix, n, rows[i + 1], n), Row(matrix, n, rows[i + 2], n), Row(matrix, n, rows[i + 3], n), vector);
        }

        for (; i < rows.Length; i++)
        {
            dots[i] = Blas.Dot(Row(matrix, n, rows[i], n), vector);
        }
    }

    private static ReadOnlySpan<double> Row(double[] matrix, int stride, int row, int length) => matrix.AsSpan(row * stride, length);
}
