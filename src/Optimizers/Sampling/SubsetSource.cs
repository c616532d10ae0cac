namespace Optimizers;

/// <summary>Each batch a subset of all samples.</summary>
internal sealed class SubsetSource(int sampleCount, MiniBatches batches) : BatchSource(sampleCount, batches)
{
    private readonly int[] _order = [.. Enumerable.Range(0, sampleCount)];
    private readonly int[] _swaps = new int[batches.Size];
    private readonly int[] _batch = new int[batches.Size];

    public override ReadOnlySpan<int> Batch(long step)
    {
        var random = new RandomStream(Seed, step);
        for (int i = 0; i < Size; i++)
        {
            _swaps[i] = i + random.Next(SampleCount - i);
            (_order[i], _order[_swaps[i]]) = (_order[_swaps[i]], _order[i]);
        }

        _order.AsSpan(0, Size).CopyTo(_batch);
        for (int i = Size - 1; i >= 0; i--)
        {
            (_order[i], _order[_swaps[i]]) = (_order[_swaps[i]], _order[i]);
        }

        return _batch;
    }
}
