namespace Optimizers.Regression;

/// <summary>The objective of linear regression over samples that are read anew, block by block, on each evaluation.</summary>
/// <remarks>Mini-batches are taken in the order of the samples: a batch reads on from where the last one ended, and one further back begins a new pass.</remarks>
internal sealed class StreamedObjective(ISampleBlocks samples, ILoss loss, bool fitIntercept, SampleMoments moments) : IFiniteSumFunction
{
    private readonly LinearTerms _terms = new(loss, samples.FeatureCount, samples.TargetCount, fitIntercept);
    private readonly List<int> _rows = [];
    private IEnumerator<RowData>? _blocks;
    private int _first;

    public int Dimension => _terms.Dimension;

    public int SampleCount => moments.Rows;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _terms.Check(point, gradient);
        gradient.Clear();
        double sum = 0;
        foreach (RowData block in samples.Blocks())
        {
            sum += _terms.Add(block, point, gradient);
        }

        return _terms.Reduce(sum, 1, moments.Weight, gradient);
    }

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        _terms.Check(point, gradient);
        gradient.Clear();
        double sum = 0;
        for (int i = 0; i < batch.Length;)
        {
            RowData block = BlockOf(batch[i]);
            _rows.Clear();
            while (i < batch.Length && batch[i] >= _first && batch[i] < _first + block.Rows)
            {
                _rows.Add(batch[i++] - _first);
            }

            sum += _terms.Add(block, point, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows), gradient);
        }

        return _terms.Reduce(sum, (double)SampleCount / batch.Length, moments.Weight, gradient);
    }

    /// <summary>Closes the source, which batches leave open between steps; the next batch opens it again.</summary>
    public void Close()
    {
        _blocks?.Dispose();
        _blocks = null;
    }

    private RowData BlockOf(int sample)
    {
        if (_blocks is null || sample < _first)
        {
            Close();
            (_blocks, _first) = (samples.Blocks().GetEnumerator(), 0);
            MoveOn(sample);
        }

        while (sample >= _first + _blocks.Current.Rows)
        {
            _first += _blocks.Current.Rows;
            MoveOn(sample);
        }

        return _blocks.Current;
    }

    private void MoveOn(int sample)
    {
        if (!_blocks!.MoveNext())
        {
            throw new InvalidOperationException(Invariant($"The source ended before sample {sample}; it had {SampleCount} when it was read first."));
        }
    }
}
