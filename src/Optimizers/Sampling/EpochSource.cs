namespace Optimizers;

/// <summary>Every sample once in each epoch.</summary>
internal sealed class EpochSource : BatchSource
{
    private readonly int[] _order;
    private readonly bool _shuffle;
    private long _epoch = -1;

    public EpochSource(int sampleCount, MiniBatches batches, bool shuffle)
        : base(sampleCount, batches)
    {
        _order = [.. Enumerable.Range(0, sampleCount)];
        _shuffle = shuffle;
    }

    public override ReadOnlySpan<int> Batch(long step)
    {
        long epoch = step / StepsPerEpoch;
        if (_shuffle && epoch != _epoch)
        {
            _epoch = epoch;
            Shuffle(new RandomStream(Seed, epoch));
        }

        int first = (int)(step % StepsPerEpoch) * Size;
        return _order.AsSpan(first, Math.Min(Size, SampleCount - first));
    }

    private void Shuffle(RandomStream random)
    {
        // from 0, 1, 2, … each time: the order of an epoch does not depend on the one before
        for (int i = 0; i < _order.Length; i++)
        {
            int j = random.Next(i + 1);
            _order[i] = _order[j];
            _order[j] = i;
        }
    }
}
