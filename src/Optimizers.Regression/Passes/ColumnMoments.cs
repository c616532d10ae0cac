using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Optimizers.Regression;

/// <summary>Means, squares about them, lowest and highest of columns of weighted numbers, which can be merged with those of other rows; rows of weight 0 do not
/// count.</summary>
/// <remarks>
/// Rows are gone through twice, for their means and for the squares about them, and rows that were gone through apart are merged by the formula of
/// <see href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque 1983</see>, so that a mean far from 0 costs no digits. Squares are of
/// numbers in units of their column, powers of 2, so that none overflows or underflows.
/// </remarks>
internal sealed class ColumnMoments
{
    // so that the unit of the largest and of the smallest number is one, too
    private const int LargestExponent = 1000;

    // Σwᵢ(xᵢ − mean) in units, 0 but for rounding
    private readonly double[] _rest;

    public ColumnMoments(int columns)
    {
        (Means, Squares, Lowest, Highest, _rest) = (new double[columns], new double[columns], new double[columns], new double[columns], new double[columns]);
        Array.Fill(Lowest, double.PositiveInfinity);
        Array.Fill(Highest, double.NegativeInfinity);
    }

    /// <summary>Σwᵢ.</summary>
    public double Weight { get; private set; }

    public double[] Means { get; }

    /// <summary>Σwᵢ(uxᵢ − u·mean)², u the <see cref="Unit"/> of the column.</summary>
    public double[] Squares { get; }

    /// <summary>min xᵢ; infinite without rows.</summary>
    public double[] Lowest { get; }

    /// <summary>max xᵢ; infinite without rows.</summary>
    public double[] Highest { get; }

    /// <summary>max |xᵢ|.</summary>
    public double Largest(int j) => Weight > 0 ? Math.Max(-Lowest[j], Highest[j]) : 0;

    /// <summary>The power of 2 that brings the largest of a column to between 1 and 2; that of the smallest number for a column of zeros.</summary>
    public double Unit(int j) => UnitOf(Largest(j));

    /// <summary>The weighted root mean square about the mean, or about 0.</summary>
    public double Deviation(int j, bool centred)
    {
        double unit = Unit(j), mean = unit * Means[j];
        return Math.Sqrt((Squares[j] / Weight) + (centred ? 0 : mean * mean)) / unit;
    }

    /// <summary>Those of a column alone.</summary>
    public ColumnMoments Column(int j)
    {
        var column = new ColumnMoments(1) { Weight = Weight };
        (column.Means[0], column.Squares[0], column.Lowest[0], column.Highest[0], column._rest[0]) = (Means[j], Squares[j], Lowest[j], Highest[j], _rest[j]);
        return column;
    }

    /// <summary>Goes through rows.</summary>
    /// <param name="values">n × columns.</param>
    /// <param name="weights">n, or none: all 1.</param>
    /// <param name="columns">The columns.</param>
    public static ColumnMoments Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int columns)
    {
        var moments = new ColumnMoments(columns) { Weight = weights.IsEmpty ? values.Length / columns : TensorPrimitives.Sum(weights) };
        if (moments.Weight == 0)
        {
            return moments;
        }

        int j = 0;
        for (; j <= columns - Vector512<double>.Count; j += Vector512<double>.Count)
        {
            moments.TakeLine(values, weights, j);
        }

        for (; j < columns; j++)
        {
            moments.TakeOne(values, weights, j);
        }

        moments.Correct();
        return moments;
    }

    /// <summary>How many numbers the moments of columns are.</summary>
    public static int NumberCount(int columns) => 1 + (4 * columns);

    /// <summary>The moments of <see cref="ToNumbers"/>.</summary>
    public static ColumnMoments FromNumbers(ReadOnlySpan<double> numbers, int columns)
    {
        var moments = new ColumnMoments(columns) { Weight = numbers[0] };
        double[][] lists = [moments.Means, moments.Squares, moments.Lowest, moments.Highest];
        for (int i = 0; i < lists.Length; i++)
        {
            numbers.Slice(1 + (i * columns), columns).CopyTo(lists[i]);
        }

        return moments;
    }

    /// <summary>All that the moments are.</summary>
    public double[] ToNumbers() => [Weight, .. Means, .. Squares, .. Lowest, .. Highest];

    /// <summary>Takes in the moments of other rows.</summary>
    public void Merge(ColumnMoments other)
    {
        if (other.Weight == 0)
        {
            return;
        }

        double after = Weight + other.Weight;
        for (int j = 0; j < Means.Length; j++)
        {
            double own = Unit(j), others = other.Unit(j);
            (Lowest[j], Highest[j]) = (Math.Min(Lowest[j], other.Lowest[j]), Math.Max(Highest[j], other.Highest[j]));
            double unit = UnitOf(Math.Max(-Lowest[j], Highest[j])), difference = (unit * other.Means[j]) - (unit * Means[j]);
            Means[j] += difference * (other.Weight / after) / unit;
            Squares[j] = (Squares[j] * Square(unit / own))
                + (other.Squares[j] * Square(unit / others)) + (difference * difference * Weight * (other.Weight / after));
        }

        Weight = after;
    }

    private static double UnitOf(double largest) => Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -LargestExponent, LargestExponent));

    private static double Square(double value) => value * value;

    /// <summary>Takes what rounding left out of the means; the squares are then about the better ones.</summary>
    private void Correct()
    {
        for (int j = 0; j < Means.Length; j++)
        {
            double left = _rest[j] / Weight;
            Squares[j] = Math.Max(0, Squares[j] - (Weight * left * left));
            Means[j] += left / Unit(j);
        }
    }

    /// <summary>Goes through eight columns, the numbers of a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeLine(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int j)
    {
        int columns = Means.Length, width = Vector512<double>.Count;
        double share = 1 / Weight;
        ref double x0 = ref MemoryMarshal.GetReference(values);
        Vector512<double> mean = default, rest = default, squares = default;
        Vector512<double> lowest = Vector512.Create(double.PositiveInfinity), highest = Vector512.Create(double.NegativeInfinity);
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            if (weight > 0)
            {
                Vector512<double> x = Vector512.LoadUnsafe(ref x0, (nuint)at);
                mean += weight * share * x;
                (lowest, highest) = (Vector512.MinNative(lowest, x), Vector512.MaxNative(highest, x));
            }
        }

        lowest.CopyTo(Lowest, j);
        highest.CopyTo(Highest, j);
        Span<double> units = stackalloc double[width];
        for (int lane = 0; lane < width; lane++)
        {
            units[lane] = Unit(j + lane);
        }

        Vector512<double> unit = Vector512.Create<double>(units), middle = unit * mean;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            Vector512<double> centred = (unit * Vector512.LoadUnsafe(ref x0, (nuint)at)) - middle,
                weighted = weights.IsEmpty ? centred : weights[row] * centred;
            rest += weighted;
            squares += weighted * centred;
        }

        mean.CopyTo(Means, j);
        rest.CopyTo(_rest, j);
        squares.CopyTo(Squares, j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeOne(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int j)
    {
        int columns = Means.Length;
        double share = 1 / Weight, mean = 0, lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], x = values[at];
            if (weight > 0)
            {
                mean += weight * share * x;
                (lowest, highest) = (x < lowest ? x : lowest, x > highest ? x : highest);
            }
        }

        (Means[j], Lowest[j], Highest[j]) = (mean, lowest, highest);
        double unit = Unit(j), middle = unit * mean, rest = 0, squares = 0;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            double centred = (unit * values[at]) - middle, weighted = weights.IsEmpty ? centred : weights[row] * centred;
            rest += weighted;
            squares += weighted * centred;
        }

        (_rest[j], Squares[j]) = (rest, squares);
    }
}
