using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Optimizers.Regression;

/// <summary>Four rows of d numbers, multiplied together: each weight is loaded once for four rows, and each number of a row once for two targets.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct FourRows(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> third, ReadOnlySpan<double> fourth)
{
    private readonly ref double _x0 = ref MemoryMarshal.GetReference(first);
    private readonly ref double _x1 = ref MemoryMarshal.GetReference(second);
    private readonly ref double _x2 = ref MemoryMarshal.GetReference(third);
    private readonly ref double _x3 = ref MemoryMarshal.GetReference(fourth);
    private readonly int _d = first.Length;

    /// <summary>pᵣ ← b + xᵣ·w for the rows r.</summary>
    /// <param name="w">d weights.</param>
    /// <param name="b">The bias.</param>
    /// <param name="p">p₀.</param>
    /// <param name="stride">From p of one row to p of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ref double w, double b, ref double p, int stride)
    {
        ref double x0 = ref _x0, x1 = ref _x1, x2 = ref _x2, x3 = ref _x3;
        int width = Vector<double>.Count, d = _d, j = 0;
        Vector<double> a0 = default, a1 = default, a2 = default, a3 = default;
        for (; j <= d - width; j += width)
        {
            Vector<double> wj = Load(ref w, j);
            a0 = Vector.MultiplyAddEstimate(Load(ref x0, j), wj, a0);
            a1 = Vector.MultiplyAddEstimate(Load(ref x1, j), wj, a1);
            a2 = Vector.MultiplyAddEstimate(Load(ref x2, j), wj, a2);
            a3 = Vector.MultiplyAddEstimate(Load(ref x3, j), wj, a3);
        }

        Vector256<double> products = Vector256.Create(b) + Sums(a0, a1, a2, a3);
        for (; j < d; j++)
        {
            products += Unsafe.Add(ref w, j) * Column(j);
        }

        Store(products, ref p, stride);
    }

    /// <summary>pᵣ ← b + xᵣ·w and qᵣ ← c + xᵣ·v for the rows r, q being beside p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ref double w, double b, ref double v, double c, ref double p, int stride)
    {
        ref double x0 = ref _x0, x1 = ref _x1, x2 = ref _x2, x3 = ref _x3;
        int width = Vector<double>.Count, d = _d, j = 0;
        Vector<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (; j <= d - width; j += width)
        {
            Vector<double> wj = Load(ref w, j), vj = Load(ref v, j), x = Load(ref x0, j);
            a0 = Vector.MultiplyAddEstimate(x, wj, a0);
            b0 = Vector.MultiplyAddEstimate(x, vj, b0);
            x = Load(ref x1, j);
            a1 = Vector.MultiplyAddEstimate(x, wj, a1);
            b1 = Vector.MultiplyAddEstimate(x, vj, b1);
            x = Load(ref x2, j);
            a2 = Vector.MultiplyAddEstimate(x, wj, a2);
            b2 = Vector.MultiplyAddEstimate(x, vj, b2);
            x = Load(ref x3, j);
            a3 = Vector.MultiplyAddEstimate(x, wj, a3);
            b3 = Vector.MultiplyAddEstimate(x, vj, b3);
        }

        Vector256<double> first = Vector256.Create(b) + Sums(a0, a1, a2, a3), second = Vector256.Create(c) + Sums(b0, b1, b2, b3);
        for (; j < d; j++)
        {
            Vector256<double> column = Column(j);
            first += Unsafe.Add(ref w, j) * column;
            second += Unsafe.Add(ref v, j) * column;
        }

        Store(first, ref p, stride);
        Store(second, ref Unsafe.Add(ref p, 1), stride);
    }

    /// <summary>g ← g + Σ sᵣxᵣ over the rows r.</summary>
    /// <param name="s">s₀.</param>
    /// <param name="stride">From s of one row to s of the next.</param>
    /// <param name="g">d numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddScaled(ref double s, int stride, ref double g)
    {
        ref double x0 = ref _x0, x1 = ref _x1, x2 = ref _x2, x3 = ref _x3;
        int width = Vector<double>.Count, d = _d, j = 0;
        double s0 = s, s1 = Unsafe.Add(ref s, stride), s2 = Unsafe.Add(ref s, 2 * stride), s3 = Unsafe.Add(ref s, 3 * stride);
        Vector<double> v0 = new(s0), v1 = new(s1), v2 = new(s2), v3 = new(s3);
        for (; j <= d - width; j += width)
        {
            Vector<double> even = Vector.MultiplyAddEstimate(v2, Load(ref x2, j), v0 * Load(ref x0, j));
            Vector<double> odd = Vector.MultiplyAddEstimate(v3, Load(ref x3, j), Vector.MultiplyAddEstimate(v1, Load(ref x1, j), Load(ref g, j)));
            (even + odd).StoreUnsafe(ref g, (nuint)j);
        }

        for (; j < d; j++)
        {
            Unsafe.Add(ref g, j) += (s0 * Unsafe.Add(ref x0, j)) + (s1 * Unsafe.Add(ref x1, j)) + (s2 * Unsafe.Add(ref x2, j)) + (s3 * Unsafe.Add(ref x3, j));
        }
    }

    /// <summary>g ← g + Σ sᵣxᵣ and h ← h + Σ tᵣxᵣ over the rows r, t being beside s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddScaled(ref double s, int stride, ref double g, ref double h)
    {
        ref double x0 = ref _x0, x1 = ref _x1, x2 = ref _x2, x3 = ref _x3, t = ref Unsafe.Add(ref s, 1);
        int width = Vector<double>.Count, d = _d, j = 0;
        double s0 = s, s1 = Unsafe.Add(ref s, stride), s2 = Unsafe.Add(ref s, 2 * stride), s3 = Unsafe.Add(ref s, 3 * stride);
        double t0 = t, t1 = Unsafe.Add(ref t, stride), t2 = Unsafe.Add(ref t, 2 * stride), t3 = Unsafe.Add(ref t, 3 * stride);
        Vector<double> v0 = new(s0), v1 = new(s1), v2 = new(s2), v3 = new(s3), u0 = new(t0), u1 = new(t1), u2 = new(t2), u3 = new(t3);
        for (; j <= d - width; j += width)
        {
            Vector<double> x = Load(ref x0, j), gj = Load(ref g, j), hj = Load(ref h, j);
            gj = Vector.MultiplyAddEstimate(v0, x, gj);
            hj = Vector.MultiplyAddEstimate(u0, x, hj);
            x = Load(ref x1, j);
            gj = Vector.MultiplyAddEstimate(v1, x, gj);
            hj = Vector.MultiplyAddEstimate(u1, x, hj);
            x = Load(ref x2, j);
            gj = Vector.MultiplyAddEstimate(v2, x, gj);
            hj = Vector.MultiplyAddEstimate(u2, x, hj);
            x = Load(ref x3, j);
            Vector.MultiplyAddEstimate(v3, x, gj).StoreUnsafe(ref g, (nuint)j);
            Vector.MultiplyAddEstimate(u3, x, hj).StoreUnsafe(ref h, (nuint)j);
        }

        for (; j < d; j++)
        {
            Unsafe.Add(ref g, j) += (s0 * Unsafe.Add(ref x0, j)) + (s1 * Unsafe.Add(ref x1, j)) + (s2 * Unsafe.Add(ref x2, j)) + (s3 * Unsafe.Add(ref x3, j));
            Unsafe.Add(ref h, j) += (t0 * Unsafe.Add(ref x0, j)) + (t1 * Unsafe.Add(ref x1, j)) + (t2 * Unsafe.Add(ref x2, j)) + (t3 * Unsafe.Add(ref x3, j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double from, int j) => Vector.LoadUnsafe(ref from, (nuint)j);

    /// <summary>The sums of the lanes of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sums(Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d)
    {
        if (!Avx.IsSupported || Vector<double>.Count != Vector256<double>.Count)
        {
            return Vector256.Create(Vector.Sum(a), Vector.Sum(b), Vector.Sum(c), Vector.Sum(d));
        }

        Vector256<double> ab = Avx.HorizontalAdd(a.AsVector256(), b.AsVector256()), cd = Avx.HorizontalAdd(c.AsVector256(), d.AsVector256());
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }

    /// <summary>Writes four numbers, so far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> numbers, ref double p, int stride)
    {
        if (stride == 1)
        {
            numbers.StoreUnsafe(ref p);
            return;
        }

        p = numbers[0];
        Unsafe.Add(ref p, stride) = numbers[1];
        Unsafe.Add(ref p, 2 * stride) = numbers[2];
        Unsafe.Add(ref p, 3 * stride) = numbers[3];
    }

    /// <summary>A number of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Column(int j) => Vector256.Create(Unsafe.Add(ref _x0, j), Unsafe.Add(ref _x1, j), Unsafe.Add(ref _x2, j), Unsafe.Add(ref _x3, j));
}
