namespace Optimizers.Regression;

/// <summary>Copies of samples with standardized features, a block at a time.</summary>
internal sealed class StandardizedBlocks(IRowBlocks samples, Standardization standardization) : IRowBlocks
{
    // of the features in a copied block
    private const int CopiedNumbers = 1 << 16;

    public int FeatureCount => samples.FeatureCount;

    public int TargetCount => samples.TargetCount;

    public IReadOnlyList<string>? FeatureNames => samples.FeatureNames;

    public IEnumerable<DenseRows> Blocks()
    {
        int rows = Math.Max(1, CopiedNumbers / FeatureCount);
        foreach (DenseRows block in samples.Blocks())
        {
            for (int first = 0; first < block.Rows; first += rows)
            {
                DenseRows copy = block.Subset([.. Enumerable.Range(first, Math.Min(rows, block.Rows - first))]);
                standardization.Apply(copy.Features.Span, copy.Features.Span);
                yield return copy;
            }
        }
    }
}
