namespace Optimizers;

/// <summary>How a run over samples goes through them: the batch size, how long, in which order, from which seed.</summary>
/// <remarks>
/// Where the number of samples is not a multiple of the size, the last batch of an epoch is smaller. The batches of a run are a
/// function of these settings and of the step alone.
/// </remarks>
/// <param name="Size">The number of samples in a batch, at least 1 and at most the number of samples.</param>
/// <example><code>var batches = new MiniBatches(32) { Epochs = 20, Seed = 1 };</code></example>
public sealed record MiniBatches(int Size)
{
    /// <summary>The number of samples in a batch.</summary>
    /// <value>At least 1 and at most the number of samples.</value>
    public int Size { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Size, nameof(Size));

    /// <summary>The number of passes over the samples.</summary>
    /// <value>At least 1; null by default. With neither epochs nor steps given, one epoch.</value>
    public int? Epochs { get; init => field = Require.AtLeast(1, value); }

    /// <summary>The number of steps, in place of <see cref="Epochs"/>.</summary>
    /// <value>At least 1; null by default.</value>
    public int? Steps { get; init => field = Require.AtLeast(1, value); }

    /// <summary>The seed of the order; the same seed draws the same batches.</summary>
    /// <value>0 by default.</value>
    public int Seed { get; init; }

    /// <summary>The order of the samples.</summary>
    /// <value><see cref="SampleOrder.Reshuffled"/> by default.</value>
    public SampleOrder Order { get; init => field = Require.NotNull(value); } = SampleOrder.Reshuffled;

    /// <summary>Prepares the batches of a run.</summary>
    internal BatchSource Start(int sampleCount)
    {
        if (Epochs is not null && Steps is not null)
        {
            throw new ArgumentException(Invariant($"Give Epochs or Steps, not both; they are {Epochs} and {Steps}."), nameof(Steps));
        }

        if (Size > sampleCount)
        {
            throw new ArgumentException(Invariant($"The batch size is {Size}; there are only {sampleCount} samples."), nameof(Size));
        }

        return Order.Start(sampleCount, this);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
