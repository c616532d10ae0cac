using System.Runtime.InteropServices;

namespace Optimizers.Regression;

/// <summary>A place in samples that are read block by block: batches are taken in their order, each read on from where the last one ended; one further back
/// begins a new pass.</summary>
internal sealed class StreamCursor(IRowBlocks samples) : IDisposable
{
    private readonly List<int> _rows = [];
    private IEnumerator<DenseRows>? _blocks;
    private int _first;

    /// <summary>Adds the gradient of a batch.</summary>
    /// <returns>The weighted sum of the terms.</returns>
    public double Add(LinearTerms terms, ReadOnlySpan<double> point, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < batch.Length;)
        {
            DenseRows block = BlockOf(batch[i]);
            _rows.Clear();
            while (i < batch.Length && batch[i] >= _first && batch[i] < _first + block.Rows)
            {
                _rows.Add(batch[i++] - _first);
            }

            sum += terms.Add(block.Block.Choose(CollectionsMarshal.AsSpan(_rows)), point, gradient);
        }

        return sum;
    }

    /// <summary>Closes the source, which batches leave open between steps; the next batch opens it again.</summary>
    public void Dispose()
    {
        _blocks?.Dispose();
        _blocks = null;
    }

    private DenseRows BlockOf(int sample)
    {
        if (_blocks is null || sample < _first)
        {
            Dispose();
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
            throw new InvalidOperationException(Invariant($"The source ended before sample {sample}; it had more when it was read first."));
        }
    }
}
