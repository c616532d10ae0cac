namespace Optimizers.Regression;

/// <summary>Samples changed on each pass, block by block; those in memory are changed in place, once.</summary>
internal sealed class TransformedBlocks : ISampleBlocks
{
    // of the features in a copied block
    private const int CopiedNumbers = 1 << 16;

    private readonly ISampleBlocks _samples;
    private readonly Action<RowData> _transform;

    private TransformedBlocks(ISampleBlocks samples, Action<RowData> transform) => (_samples, _transform) = (samples, transform);

    public int FeatureCount => _samples.FeatureCount;

    public int TargetCount => _samples.TargetCount;

    public IReadOnlyList<string>? FeatureNames => _samples.FeatureNames;

    /// <summary>Changes samples by a function that writes into their features and targets.</summary>
    public static ISampleBlocks Of(ISampleBlocks samples, Action<RowData> transform)
    {
        if (samples is RowData data)
        {
            transform(data);
            return data;
        }

        return new TransformedBlocks(samples, transform);
    }

    /// <summary>Changes copies, so that samples in memory stay as they are.</summary>
    public static ISampleBlocks OfCopies(ISampleBlocks samples, Action<RowData> transform) => new TransformedBlocks(samples, transform);

    public IEnumerable<RowData> Blocks()
    {
        foreach (RowData block in _samples is RowData data ? Copies(data) : _samples.Blocks())
        {
            _transform(block);
            yield return block;
        }
    }

    private static IEnumerable<RowData> Copies(RowData data)
    {
        int rows = Math.Max(1, CopiedNumbers / data.FeatureCount);
        for (int first = 0; first < data.Rows; first += rows)
        {
            yield return data.Subset([.. Enumerable.Range(first, Math.Min(rows, data.Rows - first))]);
        }
    }
}
