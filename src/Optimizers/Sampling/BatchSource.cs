namespace Optimizers;

/// <summary>The batches of one run: each a function of the settings and the step, so that a run can go on anywhere.</summary>
internal abstract class BatchSource
{
    protected BatchSource(int sampleCount, MiniBatches batches)
    {
        SampleCount = sampleCount;
        Size = batches.Size;
        Seed = batches.Seed;
        StepsPerEpoch = ((sampleCount - 1) / Size) + 1;
        Steps = batches.Steps ?? ((long)StepsPerEpoch * (batches.Epochs ?? 1));
    }

    /// <summary>The number of batches in one pass.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The number of steps of the whole run.</summary>
    public long Steps { get; }

    protected int SampleCount { get; }

    protected int Size { get; }

    protected int Seed { get; }

    /// <summary>The samples of a step's batch; valid until the next call.</summary>
    /// <param name="step">0 for the first.</param>
    public abstract ReadOnlySpan<int> Batch(long step);

    /// <summary>Samples that a later step will take, of which it is time to ask for them; none where memory is read in order, or where they are not drawn
    /// yet.</summary>
    /// <param name="step">The step whose batch was given last.</param>
    public virtual ReadOnlySpan<int> Ahead(long step) => [];
}
