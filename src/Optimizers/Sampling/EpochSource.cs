namespace Optimizers;

/// <summary>Every sample once in each epoch.</summary>
internal sealed class EpochSource : BatchSource
{
    // the whole epoch if it is shuffled, else one batch
    private readonly int[] _order;
    private readonly bool _shuffle;

    // of the epoch whose order there is
    private long _first;
    private bool _isOrdered;

    public EpochSource(int sampleCount, MiniBatches batches, bool shuffle)
        : base(sampleCount, batches)
    {
        _order = new int[shuffle ? sampleCount : Size];
        _shuffle = shuffle;
    }

    public override ReadOnlySpan<int> Batch(long step)
    {
        if (!_isOrdered || step < _first || step >= _first + StepsPerEpoch)
        {
            Order(step / StepsPerEpoch);
        }

        int first = (int)(step - _first) * Size, count = Math.Min(Size, SampleCount - first);
        if (_shuffle)
        {
            return _order.AsSpan(first, count);
        }

        for (int i = 0; i < count; i++)
        {
            _order[i] = first + i;
        }

        return _order.AsSpan(0, count);
    }

    public override ReadOnlySpan<int> Ahead(long step)
    {
        if (!_shuffle)
        {
            return [];
        }

        int lead = IPrefetchedSamples.Lead, first = (int)Math.Min(((step - _first) * Size) + Math.Max(lead, Size), SampleCount);
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
