namespace Optimizers.Regression;

/// <summary>Samples changed on each pass, block by block; those in memory are changed in place, once.</summary>
internal sealed class TransformedBlocks : ISampleBlocks
{
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

    public IEnumerable<RowData> Blocks()
    {
        foreach (RowData block in _samples.Blocks())
        {
            _transform(block);
            yield return block;
        }
    }
}
