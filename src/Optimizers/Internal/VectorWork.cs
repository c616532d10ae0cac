namespace Optimizers;

/// <summary>An operation on vectors of one length that acts on any piece of them, and gives a number of it.</summary>
internal interface IVectorOperation
{
    /// <param name="c">A factor.</param>
    /// <param name="x">A vector.</param>
    /// <param name="z">Another, or none.</param>
    /// <param name="y">One that is written, or none.</param>
    static abstract double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y);

    /// <summary>The number of two pieces.</summary>
    static virtual double Join(double first, double second) => first + second;
}

/// <summary>Does operations on vectors, on long ones on all cores.</summary>
internal static class VectorWork
{
    /// <summary>The shortest vector that is worth to wake a thread for.</summary>
    public const int Shortest = 32_768;

    private const int PartLength = 8192;
    private const int MostParts = 256;

    public static double Do<TOperation>(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
        where TOperation : struct, IVectorOperation
    {
        if (x.Length < Shortest)
        {
            return TOperation.Do(c, x, z, y);
        }

        int length = Math.Max(PartLength, ((x.Length - 1) / MostParts) + 1), count = ((x.Length - 1) / length) + 1;
        var parts = new Parts<TOperation>(c, x, z, y, length, stackalloc double[count]);
        Workers.Run(ref parts, count);
        return parts.Joined();
    }

    private readonly ref struct Parts<TOperation>(
        double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y, int length, Span<double> numbers) : IParts
        where TOperation : struct, IVectorOperation
    {
        private readonly ReadOnlySpan<double> _x = x;
        private readonly ReadOnlySpan<double> _z = z;
        private readonly Span<double> _y = y;
        private readonly Span<double> _numbers = numbers;

        public void Do(int part)
        {
            int first = part * length, count = Math.Min(length, _x.Length - first);
            _numbers[part] = TOperation.Do(c, _x.Slice(first, count), _z.IsEmpty ? _z : _z.Slice(first, count), _y.IsEmpty ? _y : _y.Slice(first, count));
        }

        public double Joined()
        {
            double joined = _numbers[0];
            foreach (double number in _numbers[1..])
            {
                joined = TOperation.Join(joined, number);
            }

            return joined;
        }
    }
}
