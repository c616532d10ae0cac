using System.Buffers;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>The terms of a loss of linear predictions, summed over rows, with their gradient.</summary>
/// <remarks>
/// <code>
/// z = Xw + b + offset,  r = weight · ℓ′(z, y),  ∇w = Xᵀr,  ∇b = rᵀ1
/// </code>
/// <para>The point has a group for each target: its d weights, then, with an intercept, its bias.</para>
/// </remarks>
internal sealed class LinearTerms(ILoss loss, int features, int targets, bool fitIntercept)
{
    // as much of X as stays in the cache between its two products
    private const int BlockBytes = 32 * 1024;
    private const int LargestBlock = 256;

    private readonly int _stride = features + (fitIntercept ? 1 : 0);

    /// <summary>The parameters of all groups.</summary>
    public int Dimension => _stride * targets;

    /// <summary>Adds the gradient of all rows.</summary>
    /// <returns>The weighted sum of the terms.</returns>
    public double Add(RowData data, ReadOnlySpan<double> point, Span<double> gradient) => Add<AllRows>(data, point, [], data.Rows, gradient);

    /// <summary>Adds the gradient of some rows.</summary>
    /// <returns>The weighted sum of the terms.</returns>
    public double Add(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> rows, Span<double> gradient) => Add<SomeRows>(data, point, rows, rows.Length, gradient);

    /// <summary>Turns sums into the loss and its gradient.</summary>
    /// <param name="sum">The sum of the terms.</param>
    /// <param name="share">n/|B|, by which a batch stands for all.</param>
    /// <param name="weight">The weight of all samples, n without weights.</param>
    /// <param name="gradient">The gradient of the sum; becomes that of the loss.</param>
    public double Reduce(double sum, double share, double weight, Span<double> gradient)
    {
        (double value, double scale) = loss.Reduction.Apply(sum * share, weight * targets / loss.Outputs);
        foreach (ref double partial in gradient)
        {
            partial *= scale * share;
        }

        return value;
    }

    public void Check(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        Require.SameLength(point.Length, Dimension, "point", "the objective takes", nameof(point));
        Require.SameLength(gradient.Length, Dimension, "gradient", "the objective takes", nameof(gradient));
    }

    private double Add<TRows>(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int count, Span<double> gradient)
        where TRows : struct, IRows
    {
        int k = targets, block = Math.Clamp(BlockBytes / (sizeof(double) * features), 1, Math.Max(1, LargestBlock / k));
        double[]? rented = 3 * block * k > 3 * LargestBlock ? ArrayPool<double>.Shared.Rent(3 * block * k) : null;
        Span<double> scratch = rented ?? stackalloc double[3 * LargestBlock];
        double sum = 0;
        for (int first = 0; first < count; first += block)
        {
            int rows = Math.Min(block, count - first);
            Span<double> predictions = scratch[..(rows * k)], actual = scratch.Slice(block * k, rows * k), weights = scratch.Slice(2 * block * k, rows * k / loss.Outputs);
            Predict<TRows>(data, point, samples, first, rows, predictions, actual);
            if (data.Weights is null)
            {
                sum += loss.Sum(predictions, actual, predictions);
            }
            else
            {
                Weigh<TRows>(data, samples, first, weights);
                sum += loss.Sum(predictions, actual, weights, predictions);
            }

            AddGradient<TRows>(data, samples, first, rows, predictions, gradient);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        return sum;
    }

    private void Predict<TRows>(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int first, int rows, Span<double> predictions, Span<double> actual)
        where TRows : struct, IRows
    {
        int d = features, k = targets;
        for (int i = 0; i < rows; i++)
        {
            int row = TRows.At(samples, first + i);
            ReadOnlySpan<double> x = data.Row(row);
            double offset = data.Offsets is { } offsets ? offsets[row] : 0;
            for (int t = 0; t < k; t++)
            {
                ReadOnlySpan<double> group = point.Slice(t * _stride, _stride);
                predictions[(i * k) + t] = Blas.Dot(x, group[..d]) + (fitIntercept ? group[d] : 0) + offset;
                actual[(i * k) + t] = data.Targets[(row * k) + t];
            }
        }
    }

    /// <summary>The weight of each term: a sample has one for each target, or one for all that make a term.</summary>
    private void Weigh<TRows>(RowData data, ReadOnlySpan<int> samples, int first, Span<double> weights)
        where TRows : struct, IRows
    {
        int perRow = targets / loss.Outputs;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = data.Weights![TRows.At(samples, first + (i / perRow))];
        }
    }

    private void AddGradient<TRows>(RowData data, ReadOnlySpan<int> samples, int first, int rows, ReadOnlySpan<double> slopes, Span<double> gradient)
        where TRows : struct, IRows
    {
        int d = features, k = targets;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> x = data.Row(TRows.At(samples, first + i));
            for (int t = 0; t < k; t++)
            {
                Span<double> group = gradient.Slice(t * _stride, _stride);
                double slope = slopes[(i * k) + t];
                Blas.AddScaled(slope, x, group[..d]);
                if (fitIntercept)
                {
                    group[d] += slope;
                }
            }
        }
    }

    /// <summary>A way to number the rows of an evaluation.</summary>
    private interface IRows
    {
        static abstract int At(ReadOnlySpan<int> samples, int i);
    }

    private readonly struct AllRows : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int At(ReadOnlySpan<int> samples, int i) => i;
    }

    private readonly struct SomeRows : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int At(ReadOnlySpan<int> samples, int i) => samples[i];
    }
}
