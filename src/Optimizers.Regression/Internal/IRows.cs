using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>A way to number the rows of an evaluation.</summary>
internal interface IRows
{
    static abstract int At(ReadOnlySpan<int> samples, int i);

    /// <summary>Begins to load some rows, from one on, that are still to come.</summary>
    static abstract void Prefetch(RowData data, ReadOnlySpan<int> samples, int i, int count);

    /// <summary>The targets of consecutive numbers; in place, or copied to scratch.</summary>
    static abstract ReadOnlySpan<double> Targets(RowData data, ReadOnlySpan<int> samples, int first, int count, Span<double> scratch);
}

/// <summary>All rows, in their order.</summary>
internal readonly struct AllRows : IRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<int> samples, int i) => i;

    public static void Prefetch(RowData data, ReadOnlySpan<int> samples, int i, int count)
    {
        // the processor sees by itself that memory is read on
    }

    public static ReadOnlySpan<double> Targets(RowData data, ReadOnlySpan<int> samples, int first, int count, Span<double> scratch)
        => data.Targets.AsSpan(first * data.TargetCount, count * data.TargetCount);
}

/// <summary>The rows of a batch.</summary>
internal readonly struct SomeRows : IRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<int> samples, int i) => samples[i];

    public static void Prefetch(RowData data, ReadOnlySpan<int> samples, int i, int count)
    {
        for (int row = i; row < Math.Min(i + count, samples.Length); row++)
        {
            if (samples[row] != samples[row - 1] + 1)
            {
                data.Prefetch(samples[row]);
            }
        }
    }

    public static ReadOnlySpan<double> Targets(RowData data, ReadOnlySpan<int> samples, int first, int count, Span<double> scratch)
    {
        int k = data.TargetCount;
        for (int i = 0; i < scratch.Length; i++)
        {
            scratch[i] = k == 1 ? data.Targets[samples[first + i]] : data.Targets[(samples[first + (i / k)] * k) + (i % k)];
        }

        return scratch;
    }
}
