using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Optimizers.Regression;

/// <summary>The product AᵀB of panels: eight columns of some rows, row by row.</summary>
/// <remarks>The sums stay in registers over all rows: a row of A gives eight factors, a row of B one vector or two. Written out, for the compiler keeps no array in registers.</remarks>
internal static class PanelProduct
{
    /// <summary>The columns of a panel.</summary>
    public const int Width = 8;

    /// <summary>Adds AᵀB.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="sums">8 × 8 numbers, row by row.</param>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddWide(a, b, sums);
            return;
        }

        AddNarrow(a, b, sums);
    }

    /// <summary>Adds AᵀB and AᵀC.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="sums">8 × 8 numbers, row by row, and 8 × 8 more.</param>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddWide(a, b, c, sums);
            return;
        }

        AddNarrow(a, b, sums);
        AddNarrow(a, c, sums[(Width * Width)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        ref double factors = ref MemoryMarshal.GetReference(a);
        ref double bRow = ref MemoryMarshal.GetReference(b);
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        for (int at = 0; at < a.Length; at += Width)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref bRow, (nuint)at), factor = default;
            factor = Vector512.Create(Unsafe.Add(ref factors, at));
            b0 = Vector512.MultiplyAddEstimate(factor, x, b0);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 1));
            b1 = Vector512.MultiplyAddEstimate(factor, x, b1);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 2));
            b2 = Vector512.MultiplyAddEstimate(factor, x, b2);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 3));
            b3 = Vector512.MultiplyAddEstimate(factor, x, b3);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 4));
            b4 = Vector512.MultiplyAddEstimate(factor, x, b4);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 5));
            b5 = Vector512.MultiplyAddEstimate(factor, x, b5);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 6));
            b6 = Vector512.MultiplyAddEstimate(factor, x, b6);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 7));
            b7 = Vector512.MultiplyAddEstimate(factor, x, b7);
        }

        AddTo(sums, b0, b1, b2, b3, b4, b5, b6, b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> sums)
    {
        ref double factors = ref MemoryMarshal.GetReference(a);
        ref double bRow = ref MemoryMarshal.GetReference(b);
        ref double cRow = ref MemoryMarshal.GetReference(c);
        Vector512<double> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        for (int at = 0; at < a.Length; at += Width)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref bRow, (nuint)at), y = Vector512.LoadUnsafe(ref cRow, (nuint)at), factor = default;
            factor = Vector512.Create(Unsafe.Add(ref factors, at));
            b0 = Vector512.MultiplyAddEstimate(factor, x, b0);
            c0 = Vector512.MultiplyAddEstimate(factor, y, c0);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 1));
            b1 = Vector512.MultiplyAddEstimate(factor, x, b1);
            c1 = Vector512.MultiplyAddEstimate(factor, y, c1);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 2));
            b2 = Vector512.MultiplyAddEstimate(factor, x, b2);
            c2 = Vector512.MultiplyAddEstimate(factor, y, c2);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 3));
            b3 = Vector512.MultiplyAddEstimate(factor, x, b3);
            c3 = Vector512.MultiplyAddEstimate(factor, y, c3);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 4));
            b4 = Vector512.MultiplyAddEstimate(factor, x, b4);
            c4 = Vector512.MultiplyAddEstimate(factor, y, c4);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 5));
            b5 = Vector512.MultiplyAddEstimate(factor, x, b5);
            c5 = Vector512.MultiplyAddEstimate(factor, y, c5);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 6));
            b6 = Vector512.MultiplyAddEstimate(factor, x, b6);
            c6 = Vector512.MultiplyAddEstimate(factor, y, c6);
            factor = Vector512.Create(Unsafe.Add(ref factors, at + 7));
            b7 = Vector512.MultiplyAddEstimate(factor, x, b7);
            c7 = Vector512.MultiplyAddEstimate(factor, y, c7);
        }

        AddTo(sums, b0, b1, b2, b3, b4, b5, b6, b7);
        AddTo(sums[(Width * Width)..], c0, c1, c2, c3, c4, c5, c6, c7);
    }

    private static void AddTo(Span<double> sums, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3, Vector512<double> s4, Vector512<double> s5, Vector512<double> s6, Vector512<double> s7)
    {
        ref double to = ref MemoryMarshal.GetReference(sums[..(Width * Width)]);
        (Vector512.LoadUnsafe(ref to, 0 * Width) + s0).StoreUnsafe(ref to, 0 * Width);
        (Vector512.LoadUnsafe(ref to, 1 * Width) + s1).StoreUnsafe(ref to, 1 * Width);
        (Vector512.LoadUnsafe(ref to, 2 * Width) + s2).StoreUnsafe(ref to, 2 * Width);
        (Vector512.LoadUnsafe(ref to, 3 * Width) + s3).StoreUnsafe(ref to, 3 * Width);
        (Vector512.LoadUnsafe(ref to, 4 * Width) + s4).StoreUnsafe(ref to, 4 * Width);
        (Vector512.LoadUnsafe(ref to, 5 * Width) + s5).StoreUnsafe(ref to, 5 * Width);
        (Vector512.LoadUnsafe(ref to, 6 * Width) + s6).StoreUnsafe(ref to, 6 * Width);
        (Vector512.LoadUnsafe(ref to, 7 * Width) + s7).StoreUnsafe(ref to, 7 * Width);
    }

    // four rows of the sums by two vectors at a time: as many sums as sixteen registers hold beside their factors
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNarrow(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        for (int i = 0; i < Width; i += 4)
        {
            for (int j = 0; j < Width; j += 2 * Vector<double>.Count)
            {
                AddNarrow(ref Unsafe.Add(ref MemoryMarshal.GetReference(a), i), ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j), a.Length, ref sums[(i * Width) + j]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNarrow(ref double a, ref double b, int length, ref double sums)
    {
        Vector<double> b0 = default, b1 = default, b2 = default, b3 = default, c0 = default, c1 = default, c2 = default, c3 = default;
        for (int at = 0; at < length; at += Width)
        {
            Vector<double> x = Vector.LoadUnsafe(ref b, (nuint)at), y = Vector.LoadUnsafe(ref b, (nuint)(at + Vector<double>.Count)), factor = default;
            factor = Vector.Create(Unsafe.Add(ref a, at));
            b0 = Vector.MultiplyAddEstimate(factor, x, b0);
            c0 = Vector.MultiplyAddEstimate(factor, y, c0);
            factor = Vector.Create(Unsafe.Add(ref a, at + 1));
            b1 = Vector.MultiplyAddEstimate(factor, x, b1);
            c1 = Vector.MultiplyAddEstimate(factor, y, c1);
            factor = Vector.Create(Unsafe.Add(ref a, at + 2));
            b2 = Vector.MultiplyAddEstimate(factor, x, b2);
            c2 = Vector.MultiplyAddEstimate(factor, y, c2);
            factor = Vector.Create(Unsafe.Add(ref a, at + 3));
            b3 = Vector.MultiplyAddEstimate(factor, x, b3);
            c3 = Vector.MultiplyAddEstimate(factor, y, c3);
        }

        AddTo(ref Unsafe.Add(ref sums, 0 * Width), b0, c0);
        AddTo(ref Unsafe.Add(ref sums, 1 * Width), b1, c1);
        AddTo(ref Unsafe.Add(ref sums, 2 * Width), b2, c2);
        AddTo(ref Unsafe.Add(ref sums, 3 * Width), b3, c3);
    }

    private static void AddTo(ref double sums, Vector<double> first, Vector<double> second)
    {
        (Vector.LoadUnsafe(ref sums) + first).StoreUnsafe(ref sums);
        (Vector.LoadUnsafe(ref sums, (nuint)Vector<double>.Count) + second).StoreUnsafe(ref sums, (nuint)Vector<double>.Count);
    }
}
