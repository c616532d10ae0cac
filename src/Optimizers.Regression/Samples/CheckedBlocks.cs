namespace Optimizers.Regression;

/// <summary>Samples of a stream whose targets are looked at on each pass: whether they are what a loss is for.</summary>
/// <param name="samples">The samples.</param>
/// <param name="loss">The loss.</param>
/// <param name="cancellationToken">Breaks off between blocks.</param>
internal sealed class CheckedBlocks(IRowBlocks samples, ILoss loss, CancellationToken cancellationToken) : IRowBlocks
{
    public int FeatureCount => samples.FeatureCount;

    public int TargetCount => samples.TargetCount;

    public IReadOnlyList<string>? FeatureNames => samples.FeatureNames;

    /// <exception cref="ArgumentException">A target is not one that the loss takes; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public IEnumerable<DenseRows> Blocks()
    {
        int row = 0;
        foreach (DenseRows block in samples.Blocks())
        {
            cancellationToken.ThrowIfCancellationRequested();
            TargetCheck.Check(block, loss, row);
            row += block.Rows;
            yield return block;
        }
    }
}
