namespace Optimizers.Regression;

/// <summary>Samples of a stream with one of their targets.</summary>
/// <param name="samples">The samples.</param>
/// <param name="target">The target, counted from 0.</param>
internal sealed class TargetBlocks(IRowBlocks samples, int target) : IRowBlocks
{
    public int FeatureCount => samples.FeatureCount;

    public int TargetCount => 1;

    public IReadOnlyList<string>? FeatureNames => samples.FeatureNames;

    /// <summary>Samples with one of their targets; those in memory share the features.</summary>
    public static ISamples Of(ISamples samples, int target) => samples switch
    {
        DenseRows rows => Of(rows, target),
        IRowBlocks blocks => new TargetBlocks(blocks, target),
        _ => new TargetSamples(samples, target),
    };

    public IEnumerable<DenseRows> Blocks() => samples.Blocks().Select(block => Of(block, target));

    private static DenseRows Of(DenseRows rows, int target)
    {
        double[] targets = new double[rows.Rows];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = rows.Targets[(i * rows.TargetCount) + target];
        }

        return rows with { Targets = targets, TargetCount = 1 };
    }
}
