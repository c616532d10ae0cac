namespace Optimizers;

/// <summary>Each sample drawn from all, with or without weights.</summary>
internal sealed class DrawnSource(int sampleCount, MiniBatches batches, Weights? weights) : BatchSource(sampleCount, batches)
{
    private readonly int[] _batch = new int[batches.Size];

    public override ReadOnlySpan<int> Batch(long step)
    {
        var random = new RandomStream(Seed, step);
        for (int i = 0; i < _batch.Length; i++)
        {
            _batch[i] = weights is null ? random.Next(SampleCount) : weights.IndexOf(random.NextDouble());
        }

        return _batch;
    }
}
