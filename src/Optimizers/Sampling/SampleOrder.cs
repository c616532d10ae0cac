namespace Optimizers;

/// <summary>The order in which mini-batches take the samples.</summary>
public abstract record SampleOrder
{
    private protected SampleOrder()
    {
    }

    /// <summary>Every sample once in each epoch, in an order drawn anew for each epoch.</summary>
    public static SampleOrder Reshuffled { get; } = new Epochs(Shuffle: true);

    /// <summary>Every sample once in each epoch, in the order of the data.</summary>
    public static SampleOrder AsGiven { get; } = new Epochs(Shuffle: false);

    /// <summary>Each batch drawn from all samples, none twice in one batch.</summary>
    public static SampleOrder WithoutReplacement { get; } = new Subsets();

    /// <summary>Each sample drawn from all samples.</summary>
    public static SampleOrder WithReplacement { get; } = new Draws(null);

    /// <summary>Each sample drawn from all samples, with a chance in proportion to its weight.</summary>
    /// <param name="weights">A weight for each sample: finite, not negative, not all 0. The batches then estimate the weighted mean.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or none is above 0.</exception>
    public static SampleOrder Weighted(params ReadOnlySpan<double> weights) => new Draws(new Weights(weights));

    internal abstract BatchSource Start(int sampleCount, MiniBatches batches);

    private sealed record Epochs(bool Shuffle) : SampleOrder
    {
        internal override BatchSource Start(int sampleCount, MiniBatches batches) => new EpochSource(sampleCount, batches, Shuffle);

        public override string ToString() => Shuffle ? nameof(Reshuffled) : nameof(AsGiven);
    }

    private sealed record Subsets : SampleOrder
    {
        internal override BatchSource Start(int sampleCount, MiniBatches batches) => new SubsetSource(sampleCount, batches);

        public override string ToString() => nameof(WithoutReplacement);
    }

    private sealed record Draws(Weights? Weights) : SampleOrder
    {
        internal override BatchSource Start(int sampleCount, MiniBatches batches)
            => Weights is { } weights && weights.Count != sampleCount
                ? throw new ArgumentException(Invariant($"There are {weights.Count} weights for {sampleCount} samples."), nameof(batches))
                : new DrawnSource(sampleCount, batches, Weights);

        public override string ToString() => Weights is { } weights ? $"{nameof(Weighted)}({weights})" : nameof(WithReplacement);
    }
}
