using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>Means, squares about them and largest sizes of columns of weighted numbers, which can be merged with those of other rows.</summary>
/// <remarks>
/// Rows are gone through twice, for their means and for the squares about them, and rows that were gone through apart are merged by the formula of
/// <see href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque 1983</see>, so that a mean far from 0 costs no digits.
/// </remarks>
internal sealed class ColumnMoments(int columns)
{
    // Σwᵢ(xᵢ − mean), 0 but for rounding
    private readonly double[] _rest = new double[columns];

    /// <summary>Σwᵢ.</summary>
    public double Weight { get; private set; }

    public double[] Means { get; } = new double[columns];

    /// <summary>Σwᵢ(xᵢ − mean)².</summary>
    public double[] Squares { get; } = new double[columns];

    /// <summary>max |xᵢ|.</summary>
    public double[] Largest { get; } = new double[columns];

    /// <summary>Goes through rows.</summary>
    /// <param name="values">n × columns.</param>
    /// <param name="weights">n, or none: all 1.</param>
    /// <param name="columns">The columns.</param>
    public static ColumnMoments Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int columns)
    {
        var moments = new ColumnMoments(columns) { Weight = weights.IsEmpty ? values.Length / columns : TensorPrimitives.Sum(weights) };
        if (moments.Weight == 0)
        {
            for (int i = 0; i < values.Length; i++)
            {
                moments.Largest[i % columns] = Math.Max(moments.Largest[i % columns], Math.Abs(values[i]));
            }

            return moments;
        }

        int width = Vector<double>.Count, j = 0;
        for (; j <= columns - width; j += width)
        {
            moments.TakeVector(values, weights, j);
        }

        for (; j < columns; j++)
        {
            moments.TakeOne(values, weights, j);
        }

        moments.Correct();
        return moments;
    }

    /// <summary>Takes in the moments of other rows.</summary>
    public void Merge(ColumnMoments other)
    {
        double after = Weight + other.Weight;
        for (int j = 0; j < Means.Length && other.Weight > 0; j++)
        {
            double difference = other.Means[j] - Means[j];
            Means[j] += difference * (other.Weight / after);
            Squares[j] += other.Squares[j] + (difference * difference * Weight * other.Weight / after);
        }

        for (int j = 0; j < Means.Length; j++)
        {
            Largest[j] = Math.Max(Largest[j], other.Largest[j]);
        }

        Weight = after;
    }

    /// <summary>Takes what rounding left out of the means; the squares are then about the better ones.</summary>
    private void Correct()
    {
        for (int j = 0; j < Means.Length; j++)
        {
            double left = _rest[j] / Weight;
            Squares[j] = Math.Max(0, Squares[j] - (Weight * left * left));
            Means[j] += left;
        }
    }

    /// <summary>Goes through so many columns as a vector has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeVector(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int j)
    {
        int columns = Means.Length;
        Vector<double> mean = default, rest = default, squares = default, largest = default;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            mean += (weights.IsEmpty ? 1 : weights[row]) / Weight * new Vector<double>(values[at..]);
        }

        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            Vector<double> x = new(values[at..]), centred = x - mean, weighted = weights.IsEmpty ? centred : weights[row] * centred;
            rest += weighted;
            squares += weighted * centred;
            largest = Vector.Max(largest, Vector.Abs(x));
        }

        mean.CopyTo(Means, j);
        rest.CopyTo(_rest, j);
        squares.CopyTo(Squares, j);
        largest.CopyTo(Largest, j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeOne(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int j)
    {
        int columns = Means.Length;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            Means[j] += (weights.IsEmpty ? 1 : weights[row]) / Weight * values[at];
        }

        double mean = Means[j], rest = 0, squares = 0, largest = 0;
        for (int row = 0, at = j; at < values.Length; row++, at += columns)
        {
            double centred = values[at] - mean, weighted = weights.IsEmpty ? centred : weights[row] * centred;
            rest += weighted;
            squares += weighted * centred;
            largest = Math.Max(largest, Math.Abs(values[at]));
        }

        (_rest[j], Squares[j], Largest[j]) = (rest, squares, largest);
    }
}
