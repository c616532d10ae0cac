namespace Optimizers.Regression;

/// <summary>Σwxxᵀ over samples, the lower triangle, row by row; above the diagonal it is 0.</summary>
internal static class GramMatrix
{
    /// <param name="samples">The samples.</param>
    /// <param name="standardization">What is done to the features before; null: nothing.</param>
    public static double[] Of(ISampleBlocks samples, Standardization? standardization = null)
    {
        var products = new OuterProducts(samples.FeatureCount, scaling: standardization?.Scaling);
        foreach (RowData block in samples.Blocks())
        {
            products.Add(block, block.Weights);
        }

        return products.ToSquare();
    }
}
