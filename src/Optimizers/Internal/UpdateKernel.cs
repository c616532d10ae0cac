using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers;

/// <summary>The formula of a rule that keeps no vector.</summary>
internal interface IUpdate0
{
    void Apply(ref Vector<double> x, Vector<double> g);
}

/// <summary>The formula of a rule that keeps one vector.</summary>
internal interface IUpdate1
{
    void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a);
}

/// <summary>The formula of a rule that keeps two vectors.</summary>
internal interface IUpdate2
{
    void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b);
}

/// <summary>The formula of a rule that keeps three vectors.</summary>
internal interface IUpdate3
{
    void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c);
}

/// <summary>Applies a rule's formula to all coordinates in one pass.</summary>
/// <remarks>
/// The coordinates left over at the end are padded to a whole vector, so that each formula is written once and no scalar twin can
/// disagree with it. A formula acts on each coordinate alone, which makes the bits independent of the vector's width.
/// </remarks>
internal static class UpdateKernel
{
    /// <summary>The gradient with coupled weight decay, g + λx in one rounding as PyTorch adds it: where g is small the second would show.</summary>
    public static Vector<double> Decayed(Vector<double> g, double λ, Vector<double> x) => Vector.FusedMultiplyAdd(new Vector<double>(λ), x, g);

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient)
        where TRule : struct, IUpdate0
    {
        int i = 0;
        for (; i <= point.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = Load(point, i);
            rule.Apply(ref x, Load(gradient, i));
            Store(x, point, i);
        }

        if (i < point.Length)
        {
            Vector<double> x = LoadRest(point, i);
            rule.Apply(ref x, LoadRest(gradient, i));
            StoreRest(x, point, i);
        }
    }

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first)
        where TRule : struct, IUpdate1
    {
        int i = 0;
        for (; i <= point.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = Load(point, i), a = Load(first, i);
            rule.Apply(ref x, Load(gradient, i), ref a);
            Store(x, point, i);
            Store(a, first, i);
        }

        if (i < point.Length)
        {
            Vector<double> x = LoadRest(point, i), a = LoadRest(first, i);
            rule.Apply(ref x, LoadRest(gradient, i), ref a);
            StoreRest(x, point, i);
            StoreRest(a, first, i);
        }
    }

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second)
        where TRule : struct, IUpdate2
    {
        int i = 0;
        for (; i <= point.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = Load(point, i), a = Load(first, i), b = Load(second, i);
            rule.Apply(ref x, Load(gradient, i), ref a, ref b);
            Store(x, point, i);
            Store(a, first, i);
            Store(b, second, i);
        }

        if (i < point.Length)
        {
            Vector<double> x = LoadRest(point, i), a = LoadRest(first, i), b = LoadRest(second, i);
            rule.Apply(ref x, LoadRest(gradient, i), ref a, ref b);
            StoreRest(x, point, i);
            StoreRest(a, first, i);
            StoreRest(b, second, i);
        }
    }

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second, Span<double> third)
        where TRule : struct, IUpdate3
    {
        int i = 0;
        for (; i <= point.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = Load(point, i), a = Load(first, i), b = Load(second, i), c = Load(third, i);
            rule.Apply(ref x, Load(gradient, i), ref a, ref b, ref c);
            Store(x, point, i);
            Store(a, first, i);
            Store(b, second, i);
            Store(c, third, i);
        }

        if (i < point.Length)
        {
            Vector<double> x = LoadRest(point, i), a = LoadRest(first, i), b = LoadRest(second, i), c = LoadRest(third, i);
            rule.Apply(ref x, LoadRest(gradient, i), ref a, ref b, ref c);
            StoreRest(x, point, i);
            StoreRest(a, first, i);
            StoreRest(b, second, i);
            StoreRest(c, third, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ReadOnlySpan<double> span, int i) => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<double> vector, Span<double> span, int i) => vector.StoreUnsafe(ref MemoryMarshal.GetReference(span), (nuint)i);

    private static Vector<double> LoadRest(ReadOnlySpan<double> span, int i)
    {
        Vector<double> padded = default;
        span[i..].CopyTo(Lanes(ref padded));
        return padded;
    }

    private static void StoreRest(Vector<double> vector, Span<double> span, int i) => Lanes(ref vector)[..(span.Length - i)].CopyTo(span[i..]);

    private static Span<double> Lanes(ref Vector<double> vector) => MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<double>, double>(ref vector), Vector<double>.Count);
}
