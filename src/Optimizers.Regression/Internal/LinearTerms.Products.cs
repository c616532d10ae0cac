using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <content>The two products of a block of rows: with the weights, and with the slopes of the loss.</content>
internal sealed partial class LinearTerms
{
    // rows longer than this are read one after another, for four streams at once escape the processor's prefetcher
    private const int LongestOfFour = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Predict<TRows>(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int first, int rows, Span<double> predictions)
        where TRows : struct, IRows
    {
        int d = features, k = targets, i = 0;
        int quads = k > 1 || d <= LongestOfFour ? rows / 4 * 4 : 0;
        for (; i < quads; i += 4)
        {
            FourRows x = Four<TRows>(data, samples, first + i);
            TRows.Prefetch(data, samples, first + i + IPrefetchedSamples.Lead, 4);
            int t = 0;
            for (; t <= k - 2; t += 2)
            {
                int one = t * _stride, two = one + _stride;
                x.Multiply(ref Unsafe.AsRef(in point[one]), Bias(point, one), ref Unsafe.AsRef(in point[two]), Bias(point, two), ref predictions[(i * k) + t], k);
            }

            if (t < k)
            {
                x.Multiply(ref Unsafe.AsRef(in point[t * _stride]), Bias(point, t * _stride), ref predictions[(i * k) + t], k);
            }
        }

        for (; i < rows; i++)
        {
            ReadOnlySpan<double> x = data.Row(TRows.At(samples, first + i));
            TRows.Prefetch(data, samples, first + i + IPrefetchedSamples.Lead, 1);
            for (int t = 0; t < k; t++)
            {
                predictions[(i * k) + t] = Bias(point, t * _stride) + Blas.Dot(x, point.Slice(t * _stride, d));
            }
        }

        if (data.Offsets is { } offsets)
        {
            for (int at = 0; at < predictions.Length; at++)
            {
                predictions[at] += offsets[TRows.At(samples, first + (at / k))];
            }
        }
    }

    /// <summary>The bias of the group of parameters that begins at a place.</summary>
    private double Bias(ReadOnlySpan<double> point, int group) => fitIntercept ? point[group + features] : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddGradient<TRows>(RowData data, ReadOnlySpan<int> samples, int first, int rows, Span<double> slopes, Span<double> gradient)
        where TRows : struct, IRows
    {
        int d = features, k = targets, i = 0;
        for (; i <= rows - 4; i += 4)
        {
            FourRows x = Four<TRows>(data, samples, first + i);
            int t = 0;
            for (; t <= k - 2; t += 2)
            {
                x.AddScaled(ref slopes[(i * k) + t], k, ref gradient[t * _stride], ref gradient[(t + 1) * _stride]);
            }

            if (t < k)
            {
                x.AddScaled(ref slopes[(i * k) + t], k, ref gradient[t * _stride]);
            }
        }

        for (; i < rows; i++)
        {
            ReadOnlySpan<double> x = data.Row(TRows.At(samples, first + i));
            for (int t = 0; t < k; t++)
            {
                Blas.AddScaled(slopes[(i * k) + t], x, gradient.Slice(t * _stride, d));
            }
        }

        for (int at = 0; fitIntercept && at < rows * k; at++)
        {
            gradient[(at % k * _stride) + d] += slopes[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourRows Four<TRows>(RowData data, ReadOnlySpan<int> samples, int i)
        where TRows : struct, IRows
        => new(data.Row(TRows.At(samples, i)), data.Row(TRows.At(samples, i + 1)), data.Row(TRows.At(samples, i + 2)), data.Row(TRows.At(samples, i + 3)));
}
