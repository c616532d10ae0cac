namespace Optimizers.Regression;

/// <summary>Samples of a stream whose targets are looked at on each pass: whether they are what a loss is for.</summary>
internal sealed class CheckedBlocks(IRowBlocks samples, ILoss loss) : IRowBlocks
{
    public int FeatureCount => samples.FeatureCount;

    public int TargetCount => samples.TargetCount;

    public IReadOnlyList<string>? FeatureNames => samples.FeatureNames;

    /// <exception cref="ArgumentException">A target is not one that the loss takes; the message names the row.</exception>
    public IEnumerable<DenseRows> Blocks()
    {
        int row = 0;
        foreach (DenseRows block in samples.Blocks())
        {
            TargetCheck.Check(block, loss, row);
            row += block.Rows;
            yield return block;
        }
    }
}
