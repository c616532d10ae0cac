using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers;

/// <summary>Applies a rule's formula to all coordinates in one pass, a large one on all cores.</summary>
/// <remarks>
/// Each formula is written once, for a whole vector; no scalar twin can disagree with it. It acts on each coordinate alone, which makes the bits independent of
/// the vector's width and of the number of threads.
/// </remarks>
internal static class UpdateKernel
{
    // a step below this takes less time than waking a thread
    private const int SmallestShared = 32_768;
    private const int PartLength = 8192;

    /// <summary>The gradient with coupled weight decay, g + λx in one rounding as PyTorch adds it: where g is small the second would show.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Decayed(Vector<double> g, double λ, Vector<double> x) => Vector.FusedMultiplyAdd(new Vector<double>(λ), x, g);

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient)
        where TRule : struct, IUpdate0
        => Run(new Coordinates<Update0<TRule>>(new(rule), point, gradient, default, default, default));

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first)
        where TRule : struct, IUpdate1
        => Run(new Coordinates<Update1<TRule>>(new(rule), point, gradient, first, default, default));

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second)
        where TRule : struct, IUpdate2
        => Run(new Coordinates<Update2<TRule>>(new(rule), point, gradient, first, second, default));

    public static void Run<TRule>(TRule rule, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second, Span<double> third)
        where TRule : struct, IUpdate3
        => Run(new Coordinates<Update3<TRule>>(new(rule), point, gradient, first, second, third));

    private static void Run<TUpdate>(Coordinates<TUpdate> coordinates)
        where TUpdate : struct, IUpdate
    {
        if (coordinates.Count < SmallestShared)
        {
            coordinates.Do(0, coordinates.Count);
        }
        else
        {
            Workers.Run(ref coordinates, ((coordinates.Count - 1) / PartLength) + 1);
        }
    }

    /// <summary>The coordinates of a step: point, gradient, and as many vectors as the rule keeps.</summary>
    private readonly ref struct Coordinates<TUpdate>(
        TUpdate update, Span<double> point, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second, Span<double> third) : IParts
        where TUpdate : struct, IUpdate
    {
        private readonly TUpdate _update = update;
        private readonly ref double _x = ref MemoryMarshal.GetReference(point);
        private readonly ref double _g = ref MemoryMarshal.GetReference(gradient);
        private readonly ref double _a = ref MemoryMarshal.GetReference(first);
        private readonly ref double _b = ref MemoryMarshal.GetReference(second);
        private readonly ref double _c = ref MemoryMarshal.GetReference(third);

        public int Count { get; } = point.Length;

        public void Do(int part) => Do(part * PartLength, (part * PartLength) + Math.Min(PartLength, Count - (part * PartLength)));

        /// <summary>The coordinates from one to before another, whose number need not fill whole vectors.</summary>
        // inlined into a step, its loop would share the step's registers and take twice as long
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Do(int from, int to)
        {
            TUpdate update = _update;
            int width = Vector<double>.Count, last = to - width;
            if (last < from)
            {
                DoOneByOne(update, from, to);
                return;
            }

            // the last vector is loaded before those that it overlaps are stored, so that its coordinates are stepped once
            Vector<double> x = Load(ref _x, last), g = Load(ref _g, last), a = default, b = default, c = default;
            LoadKept(last, ref a, ref b, ref c);
            update.Apply(ref x, g, ref a, ref b, ref c);
            for (int i = from; i < last; i += width)
            {
                Vector<double> xi = Load(ref _x, i), ai = default, bi = default, ci = default;
                LoadKept(i, ref ai, ref bi, ref ci);
                update.Apply(ref xi, Load(ref _g, i), ref ai, ref bi, ref ci);
                Store(xi, ref _x, i);
                StoreKept(i, ai, bi, ci);
            }

            Store(x, ref _x, last);
            StoreKept(last, a, b, c);
        }

        private void DoOneByOne(TUpdate update, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Vector<double> x = Vector.CreateScalar(Unsafe.Add(ref _x, i)), a = default, b = default, c = default;
                if (TUpdate.Vectors > 0)
                {
                    a = Vector.CreateScalar(Unsafe.Add(ref _a, i));
                }

                if (TUpdate.Vectors > 1)
                {
                    b = Vector.CreateScalar(Unsafe.Add(ref _b, i));
                }

                if (TUpdate.Vectors > 2)
                {
                    c = Vector.CreateScalar(Unsafe.Add(ref _c, i));
                }

                update.Apply(ref x, Vector.CreateScalar(Unsafe.Add(ref _g, i)), ref a, ref b, ref c);
                Unsafe.Add(ref _x, i) = x.ToScalar();
                if (TUpdate.Vectors > 0)
                {
                    Unsafe.Add(ref _a, i) = a.ToScalar();
                }

                if (TUpdate.Vectors > 1)
                {
                    Unsafe.Add(ref _b, i) = b.ToScalar();
                }

                if (TUpdate.Vectors > 2)
                {
                    Unsafe.Add(ref _c, i) = c.ToScalar();
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void LoadKept(int i, ref Vector<double> a, ref Vector<double> b, ref Vector<double> c)
        {
            a = TUpdate.Vectors > 0 ? Load(ref _a, i) : a;
            b = TUpdate.Vectors > 1 ? Load(ref _b, i) : b;
            c = TUpdate.Vectors > 2 ? Load(ref _c, i) : c;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void StoreKept(int i, Vector<double> a, Vector<double> b, Vector<double> c)
        {
            if (TUpdate.Vectors > 0)
            {
                Store(a, ref _a, i);
            }

            if (TUpdate.Vectors > 1)
            {
                Store(b, ref _b, i);
            }

            if (TUpdate.Vectors > 2)
            {
                Store(c, ref _c, i);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<double> Load(ref double from, int i) => Vector.LoadUnsafe(ref from, (nuint)i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Vector<double> vector, ref double to, int i) => vector.StoreUnsafe(ref to, (nuint)i);
    }
}
