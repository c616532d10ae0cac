namespace Optimizers.Regression;

/// <summary>The samples one by one.</summary>
internal static class CountedRows
{
    /// <summary>Goes through the samples of a weight above 0, as a block and a row in it.</summary>
    public static IEnumerable<(DenseRows Block, int Row)> Counted(this IRowBlocks samples)
    {
        foreach (DenseRows block in samples.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                if (block.Weights is null || block.Weights[i] > 0)
                {
                    yield return (block, i);
                }
            }
        }
    }
}
