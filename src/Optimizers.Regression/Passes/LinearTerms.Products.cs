using System.Buffers;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <content>The two products of a block of rows: with the weights, and with the slopes of the loss.</content>
internal sealed partial class LinearTerms
{
    // rows longer than this are read one after another, for four streams at once escape the processor's prefetcher
    private const int LongestOfFour = 32;

    /// <summary>Predicts, k numbers for each sample.</summary>
    public void Predict(SampleBlock samples, ReadOnlySpan<double> point, Span<double> predictions)
    {
        int block = Math.Min(_block, samples.Rows);
        double[] rented = ArrayPool<double>.Shared.Rent(block * features);
        for (int first = 0; first < samples.Rows; first += block)
        {
            int rows = Math.Min(block, samples.Rows - first);
            Predict(reading.X(samples, first, rows, rented), samples, first, point, predictions.Slice(first * targets, rows * targets));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Predict(ReadOnlySpan<double> rows, SampleBlock samples, int first, ReadOnlySpan<double> point, Span<double> predictions)
    {
        int d = features, k = targets, n = rows.Length / d, i = 0;
        int quads = k > 1 || d <= LongestOfFour || reading.Scaling is not null ? n / 4 * 4 : 0;
        for (; i < quads; i += 4)
        {
            FourRows x = Four(rows, i, d);
            int t = 0;
            for (; t <= k - 2; t += 2)
            {
                int one = t * _stride, two = one + _stride;
                x.Multiply(
                    ref Unsafe.AsRef(in point[one]), Bias(point, one), ref Unsafe.AsRef(in point[two]), Bias(point, two), ref predictions[(i * k) + t], k);
            }

            if (t < k)
            {
                x.Multiply(ref Unsafe.AsRef(in point[t * _stride]), Bias(point, t * _stride), ref predictions[(i * k) + t], k);
            }
        }

        for (; i < n; i++)
        {
            for (int t = 0; t < k; t++)
            {
                predictions[(i * k) + t] = Bias(point, t * _stride) + Blas.Dot(rows.Slice(i * d, d), point.Slice(t * _stride, d));
            }
        }

        for (int at = 0; samples.HasOffsets && at < predictions.Length; at++)
        {
            predictions[at] += samples.Offset(first + (at / k));
        }
    }

    /// <summary>The bias of the group of parameters that begins at a place.</summary>
    private double Bias(ReadOnlySpan<double> point, int group) => fitIntercept ? point[group + features] : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddGradient(ReadOnlySpan<double> rows, Span<double> slopes, Span<double> gradient)
    {
        int d = features, k = targets, n = rows.Length / d, i = 0;
        for (; i <= n - 4; i += 4)
        {
            FourRows x = Four(rows, i, d);
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

        for (; i < n; i++)
        {
            for (int t = 0; t < k; t++)
            {
                Blas.AddScaled(slopes[(i * k) + t], rows.Slice(i * d, d), gradient.Slice(t * _stride, d));
            }
        }

        for (int at = 0; fitIntercept && at < n * k; at++)
        {
            gradient[(at % k * _stride) + d] += slopes[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourRows Four(ReadOnlySpan<double> rows, int i, int d)
        => new(rows.Slice(i * d, d), rows.Slice((i + 1) * d, d), rows.Slice((i + 2) * d, d), rows.Slice((i + 3) * d, d));
}
