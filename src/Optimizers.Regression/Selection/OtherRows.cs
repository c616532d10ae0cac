namespace Optimizers.Regression;

/// <summary>The samples that a fold does not hold out, copied when they are first visited: sums over them may make that needless.</summary>
/// <param name="all">All samples.</param>
/// <param name="heldOut">Those held out, ascending.</param>
internal sealed class OtherRows(DenseRows all, int[] heldOut) : IRowBlocks
{
    private readonly Lazy<DenseRows> _copy = new(() => all.Subset([.. Others(all.Rows, heldOut)]));

    public int FeatureCount => all.FeatureCount;

    public int TargetCount => all.TargetCount;

    public IReadOnlyList<string>? FeatureNames => all.FeatureNames;

    /// <summary>The copy.</summary>
    public DenseRows Copy => _copy.Value;

    public IEnumerable<DenseRows> Blocks() => [Copy];

    private static IEnumerable<int> Others(int count, int[] heldOut)
    {
        for (int i = 0, next = 0; i < count; i++)
        {
            if (next < heldOut.Length && heldOut[next] == i)
            {
                next++;
            }
            else
            {
                yield return i;
            }
        }
    }
}
