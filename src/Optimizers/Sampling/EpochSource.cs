namespace Optimizers;

/// <summary>Every sample once in each epoch.</summary>
internal sealed class EpochSource : BatchSource
{
    private readonly int[] _order;
    private readonly bool _shuffle;

    // of the epoch whose order there is
    private long _first;
    private bool _isOrdered;

    public EpochSource(int sampleCount, MiniBatches batches, bool shuffle)
        : base(sampleCount, batches)
    {
        _order = [.. Enumerable.Range(0, sampleCount)];
        _shuffle = shuffle;
    }

    public override ReadOnlySpan<int> Batch(long step)
    {
        if (!_isOrdered || step < _first || step >= _first + StepsPerEpoch)
        {
            Order(step / StepsPerEpoch);
        }

        int first = (int)(step - _first) * Size;
        return _order.AsSpan(first, Math.Min(Size, SampleCount - first));
    }

    public override ReadOnlySpan<int> Ahead(long step)
    {
        if (!_shuffle)
        {
            return [];
        }

        int lead = IPrefetchedSamples.Lead, first = Math.Min(((int)(step - _first) * Size) + Math.Max(lead, Size), SampleCount);
        return _order.AsSpan(first, Math.Min(Math.Min(lead, Size), SampleCount - first));
    }

    private void Order(long epoch)
    {
        (_first, _isOrdered) = (epoch * StepsPerEpoch, true);
        if (_shuffle)
        {
            Shuffle(new RandomStream(Seed, epoch));
        }
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
