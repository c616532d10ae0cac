using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>Some samples as a pass is given them: rows of d features, each with k targets, maybe a weight and an offset. Valid until the pass
/// returns.</summary>
/// <remarks>
/// The rows need not lie together in memory: what is asked for of several rows comes from where it lies, or is copied into the scratch memory that the
/// pass gives. Weights are at least 0; an offset is the logarithm of an exposure.
/// </remarks>
public readonly ref struct SampleBlock
{
    // so many rows are asked for early
    private const int Lead = IPrefetchedSamples.Lead;

    private readonly ReadOnlySpan<double> _features;
    private readonly ReadOnlySpan<double> _targets;
    private readonly ReadOnlySpan<double> _weights;
    private readonly ReadOnlySpan<double> _offsets;
    private readonly ReadOnlySpan<int> _chosen;

    /// <summary>Takes rows, one after another.</summary>
    /// <param name="features">The features, n × d, one sample a row.</param>
    /// <param name="featureCount">d.</param>
    /// <param name="targets">The targets, n × k.</param>
    /// <param name="weights">The weights, n; empty: all 1.</param>
    /// <param name="offsets">What is added to the linear prediction of each sample, n; empty: nothing.</param>
    /// <exception cref="ArgumentException">The lengths contradict each other.</exception>
    public SampleBlock(
        ReadOnlySpan<double> features,
        int featureCount,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<double> offsets = default)
    {
        Require.AtLeast(1, featureCount);
        int rows = features.Length / featureCount;
        if (rows * featureCount != features.Length || rows == 0 || targets.Length % rows != 0)
        {
            throw new ArgumentException(
                Invariant($"{features.Length} features of {featureCount} columns and {targets.Length} targets are no rows of both."), nameof(features));
        }

        Require.SameCount(weights.IsEmpty ? rows : weights.Length, rows, "weights", "samples", nameof(weights));
        Require.SameCount(offsets.IsEmpty ? rows : offsets.Length, rows, "offsets", "samples", nameof(offsets));
        (Rows, FeatureCount, TargetCount) = (rows, featureCount, targets.Length / rows);
        _features = features;
        _targets = targets;
        _weights = weights;
        _offsets = offsets;
    }

    private SampleBlock(ReadOnlySpan<double> features, ReadOnlySpan<double> targets, SampleBlock all)
    {
        this = all;
        _chosen = default;
        _features = features;
        _targets = targets;
        _weights = all.HasWeights ? all.Weights(0, all.Rows, all.IsContiguous ? [] : new double[all.Rows]) : default;
        _offsets = all.HasOffsets ? all.Take(all._offsets, 1, 0, all.Rows, all.IsContiguous ? [] : new double[all.Rows]) : default;
        TargetCount = 1;
    }

    private SampleBlock(SampleBlock all, ReadOnlySpan<int> chosen)
    {
        this = all;
        _chosen = chosen;
        Rows = chosen.Length;
    }

    /// <summary>The number of samples, n.</summary>
    public int Rows { get; }

    /// <summary>The number of features, d.</summary>
    public int FeatureCount { get; }

    /// <summary>The number of targets, k.</summary>
    public int TargetCount { get; }

    /// <summary>Whether the samples have weights; if not, all are 1.</summary>
    public bool HasWeights => !_weights.IsEmpty;

    /// <summary>Whether the samples have offsets of their linear predictions; if not, all are 0.</summary>
    public bool HasOffsets => !_offsets.IsEmpty;

    /// <summary>The features of a sample, d.</summary>
    /// <param name="row">The sample, counted from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> Row(int row) => _features.Slice(At(row) * FeatureCount, FeatureCount);

    /// <summary>The features of some samples, count × d: where they lie, or where they do not lie together as a copy.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for a copy, count numbers for each column of what is asked for.</param>
    public ReadOnlySpan<double> Features(int first, int count, Span<double> scratch)
    {
        if (_chosen.IsEmpty || count == 1)
        {
            return _features.Slice(At(first) * FeatureCount, count * FeatureCount);
        }

        for (int i = 0; i < count; i++)
        {
            Prefetch(first + i);
            Row(first + i).CopyTo(scratch[(i * FeatureCount)..]);
        }

        return scratch[..(count * FeatureCount)];
    }

    /// <summary>The targets of some samples, count × k.</summary>
    /// <inheritdoc cref="Features" path="/param"/>
    public ReadOnlySpan<double> Targets(int first, int count, Span<double> scratch) => Take(_targets, TargetCount, first, count, scratch);

    /// <summary>The weights of some samples, which have some.</summary>
    /// <inheritdoc cref="Features" path="/param"/>
    public ReadOnlySpan<double> Weights(int first, int count, Span<double> scratch) => Take(_weights, 1, first, count, scratch);

    /// <summary>The weight of a sample; 1 without weights.</summary>
    /// <param name="row">The sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Weight(int row) => HasWeights ? _weights[At(row)] : 1;

    /// <summary>What is added to the linear prediction of a sample; 0 without offsets.</summary>
    /// <param name="row">The sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Offset(int row) => HasOffsets ? _offsets[At(row)] : 0;

    /// <summary>Some of the samples, one after another.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    public SampleBlock Slice(int first, int count) => _chosen.IsEmpty
        ? new SampleBlock(
            _features.Slice(first * FeatureCount, count * FeatureCount),
            FeatureCount,
            _targets.Slice(first * TargetCount, count * TargetCount),
            HasWeights ? _weights.Slice(first, count) : default,
            HasOffsets ? _offsets.Slice(first, count) : default)
        : new SampleBlock(this, _chosen.Slice(first, count));

    /// <summary>Whether the samples lie one after another; if not, several of them are read as a copy.</summary>
    internal bool IsContiguous => _chosen.IsEmpty;

    /// <summary>The same samples with one target each, n of them.</summary>
    internal SampleBlock With(ReadOnlySpan<double> targets) => new(Features(0, Rows, IsContiguous ? [] : new double[Rows * FeatureCount]), targets, this);

    /// <summary>Some of the samples, in any order.</summary>
    internal SampleBlock Choose(ReadOnlySpan<int> rows) => new(this, rows);

    /// <summary>Begins to load a sample that is some steps ahead of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int row)
    {
        if (row + Lead < _chosen.Length && _chosen[row + Lead] != _chosen[row + Lead - 1] + 1)
        {
            int ahead = _chosen[row + Lead];
            AlignedNumbers.Prefetch(_features.Slice(ahead * FeatureCount, FeatureCount));
            AlignedNumbers.Prefetch(_targets.Slice(ahead * TargetCount, 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int row) => _chosen.IsEmpty ? row : _chosen[row];

    private ReadOnlySpan<double> Take(ReadOnlySpan<double> values, int columns, int first, int count, Span<double> scratch)
    {
        if (_chosen.IsEmpty || count == 1)
        {
            return values.Slice(At(first) * columns, count * columns);
        }

        for (int i = 0; i < count * columns; i++)
        {
            scratch[i] = values[(_chosen[first + (i / columns)] * columns) + (i % columns)];
        }

        return scratch[..(count * columns)];
    }
}
