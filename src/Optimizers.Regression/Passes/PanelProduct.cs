using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Optimizers.Regression;

/// <summary>The product AᵀB of panels: eight columns of some rows, row by row.</summary>
/// <remarks>The sums stay in registers over all rows: a row of A gives eight factors, a row of B one vector or two. Written out, for the compiler keeps no
/// array in registers.</remarks>
internal static class PanelProduct
{
    /// <summary>The columns of a panel.</summary>
    public const int Width = 8;

    private const int Square = Width * Width;

    /// <summary>Adds AᵀB.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="sums">8 × 8 numbers, row by row.</param>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        ref double to = ref MemoryMarshal.GetReference(sums[..Square]);
        if (Vector512.IsHardwareAccelerated)
        {
            AddWide(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), a.Length / Width, ref to);
            return;
        }

        AddNarrow(a, b, ref to);
    }

    /// <summary>Adds AᵀB and AᵀC.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="sums">8 × 8 numbers, row by row, and 8 × 8 more.</param>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> sums)
    {
        ref double to = ref MemoryMarshal.GetReference(sums[..(2 * Square)]);
        if (Vector512.IsHardwareAccelerated)
        {
            AddWide(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), ref MemoryMarshal.GetReference(c), a.Length / Width, ref to);
            return;
        }

        AddNarrow(a, b, ref to);
        AddNarrow(a, c, ref Unsafe.Add(ref to, Square));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ref double a, ref double b, int rows, ref double sums)
    {
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        for (; rows > 0; rows--)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref b), factor = Vector512.Create(a);
            b0 = Vector512.MultiplyAddEstimate(factor, x, b0);
            factor = Vector512.Create(Unsafe.Add(ref a, 1));
            b1 = Vector512.MultiplyAddEstimate(factor, x, b1);
            factor = Vector512.Create(Unsafe.Add(ref a, 2));
            b2 = Vector512.MultiplyAddEstimate(factor, x, b2);
            factor = Vector512.Create(Unsafe.Add(ref a, 3));
            b3 = Vector512.MultiplyAddEstimate(factor, x, b3);
            factor = Vector512.Create(Unsafe.Add(ref a, 4));
            b4 = Vector512.MultiplyAddEstimate(factor, x, b4);
            factor = Vector512.Create(Unsafe.Add(ref a, 5));
            b5 = Vector512.MultiplyAddEstimate(factor, x, b5);
            factor = Vector512.Create(Unsafe.Add(ref a, 6));
            b6 = Vector512.MultiplyAddEstimate(factor, x, b6);
            factor = Vector512.Create(Unsafe.Add(ref a, 7));
            b7 = Vector512.MultiplyAddEstimate(factor, x, b7);
            a = ref Unsafe.Add(ref a, Width);
            b = ref Unsafe.Add(ref b, Width);
        }

        AddTo(ref sums, 0 * Width, b0);
        AddTo(ref sums, 1 * Width, b1);
        AddTo(ref sums, 2 * Width, b2);
        AddTo(ref sums, 3 * Width, b3);
        AddTo(ref sums, 4 * Width, b4);
        AddTo(ref sums, 5 * Width, b5);
        AddTo(ref sums, 6 * Width, b6);
        AddTo(ref sums, 7 * Width, b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ref double a, ref double b, ref double c, int rows, ref double sums)
    {
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        for (; rows > 0; rows--)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref b), y = Vector512.LoadUnsafe(ref c), factor = Vector512.Create(a);
            b0 = Vector512.MultiplyAddEstimate(factor, x, b0);
            c0 = Vector512.MultiplyAddEstimate(factor, y, c0);
            factor = Vector512.Create(Unsafe.Add(ref a, 1));
            b1 = Vector512.MultiplyAddEstimate(factor, x, b1);
            c1 = Vector512.MultiplyAddEstimate(factor, y, c1);
            factor = Vector512.Create(Unsafe.Add(ref a, 2));
            b2 = Vector512.MultiplyAddEstimate(factor, x, b2);
            c2 = Vector512.MultiplyAddEstimate(factor, y, c2);
            factor = Vector512.Create(Unsafe.Add(ref a, 3));
            b3 = Vector512.MultiplyAddEstimate(factor, x, b3);
            c3 = Vector512.MultiplyAddEstimate(factor, y, c3);
            factor = Vector512.Create(Unsafe.Add(ref a, 4));
            b4 = Vector512.MultiplyAddEstimate(factor, x, b4);
            c4 = Vector512.MultiplyAddEstimate(factor, y, c4);
            factor = Vector512.Create(Unsafe.Add(ref a, 5));
            b5 = Vector512.MultiplyAddEstimate(factor, x, b5);
            c5 = Vector512.MultiplyAddEstimate(factor, y, c5);
            factor = Vector512.Create(Unsafe.Add(ref a, 6));
            b6 = Vector512.MultiplyAddEstimate(factor, x, b6);
            c6 = Vector512.MultiplyAddEstimate(factor, y, c6);
            factor = Vector512.Create(Unsafe.Add(ref a, 7));
            b7 = Vector512.MultiplyAddEstimate(factor, x, b7);
            c7 = Vector512.MultiplyAddEstimate(factor, y, c7);
            a = ref Unsafe.Add(ref a, Width);
            b = ref Unsafe.Add(ref b, Width);
            c = ref Unsafe.Add(ref c, Width);
        }

        AddTo(ref sums, 0 * Width, b0);
        AddTo(ref sums, 1 * Width, b1);
        AddTo(ref sums, 2 * Width, b2);
        AddTo(ref sums, 3 * Width, b3);
        AddTo(ref sums, 4 * Width, b4);
        AddTo(ref sums, 5 * Width, b5);
        AddTo(ref sums, 6 * Width, b6);
        AddTo(ref sums, 7 * Width, b7);
        AddTo(ref sums, 8 * Width, c0);
        AddTo(ref sums, 9 * Width, c1);
        AddTo(ref sums, 10 * Width, c2);
        AddTo(ref sums, 11 * Width, c3);
        AddTo(ref sums, 12 * Width, c4);
        AddTo(ref sums, 13 * Width, c5);
        AddTo(ref sums, 14 * Width, c6);
        AddTo(ref sums, 15 * Width, c7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref double sums, int at, Vector512<double> more)
    {
        ref double to = ref Unsafe.Add(ref sums, at);
        (Vector512.LoadUnsafe(ref to) + more).StoreUnsafe(ref to);
    }

    // four rows of the sums by two vectors at a time: as many sums as sixteen registers hold beside their factors
    private static void AddNarrow(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ref double sums)
    {
        for (int i = 0; i < Width; i += 4)
        {
            for (int j = 0; j < Width; j += 2 * Vector<double>.Count)
            {
                AddNarrow(
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(a), i),
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j),
                    a.Length / Width,
                    ref Unsafe.Add(ref sums, (i * Width) + j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNarrow(ref double a, ref double b, int rows, ref double sums)
    {
        Vector<double> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector<double> c0 = default, c1 = default, c2 = default, c3 = default;
        for (; rows > 0; rows--)
        {
            Vector<double> x = Vector.LoadUnsafe(ref b), y = Vector.LoadUnsafe(ref b, (nuint)Vector<double>.Count), factor = Vector.Create(a);
            b0 = Vector.MultiplyAddEstimate(factor, x, b0);
            c0 = Vector.MultiplyAddEstimate(factor, y, c0);
            factor = Vector.Create(Unsafe.Add(ref a, 1));
            b1 = Vector.MultiplyAddEstimate(factor, x, b1);
            c1 = Vector.MultiplyAddEstimate(factor, y, c1);
            factor = Vector.Create(Unsafe.Add(ref a, 2));
            b2 = Vector.MultiplyAddEstimate(factor, x, b2);
            c2 = Vector.MultiplyAddEstimate(factor, y, c2);
            factor = Vector.Create(Unsafe.Add(ref a, 3));
            b3 = Vector.MultiplyAddEstimate(factor, x, b3);
            c3 = Vector.MultiplyAddEstimate(factor, y, c3);
            a = ref Unsafe.Add(ref a, Width);
            b = ref Unsafe.Add(ref b, Width);
        }

        AddTo(ref sums, 0 * Width, b0, c0);
        AddTo(ref sums, 1 * Width, b1, c1);
        AddTo(ref sums, 2 * Width, b2, c2);
        AddTo(ref sums, 3 * Width, b3, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref double sums, int at, Vector<double> first, Vector<double> second)
    {
        ref double to = ref Unsafe.Add(ref sums, at);
        (Vector.LoadUnsafe(ref to) + first).StoreUnsafe(ref to);
        (Vector.LoadUnsafe(ref to, (nuint)Vector<double>.Count) + second).StoreUnsafe(ref to, (nuint)Vector<double>.Count);
    }
}
