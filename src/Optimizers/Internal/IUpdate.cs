using System.Numerics;
using System.Runtime.CompilerServices;

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

/// <summary>A formula with as many vectors as it keeps.</summary>
internal interface IUpdate
{
    static abstract int Vectors { get; }

    void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c);
}

/// <summary>A formula of no vector, as any.</summary>
internal readonly struct Update0<TRule>(TRule rule) : IUpdate
    where TRule : struct, IUpdate0
{
    public static int Vectors => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c) => rule.Apply(ref x, g);
}

/// <summary>A formula of one vector, as any.</summary>
internal readonly struct Update1<TRule>(TRule rule) : IUpdate
    where TRule : struct, IUpdate1
{
    public static int Vectors => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c) => rule.Apply(ref x, g, ref a);
}

/// <summary>A formula of two vectors, as any.</summary>
internal readonly struct Update2<TRule>(TRule rule) : IUpdate
    where TRule : struct, IUpdate2
{
    public static int Vectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c)
        => rule.Apply(ref x, g, ref a, ref b);
}

/// <summary>A formula of three vectors, as any.</summary>
internal readonly struct Update3<TRule>(TRule rule) : IUpdate
    where TRule : struct, IUpdate3
{
    public static int Vectors => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c)
        => rule.Apply(ref x, g, ref a, ref b, ref c);
}
