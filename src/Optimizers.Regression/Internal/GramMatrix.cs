namespace Optimizers.Regression;

/// <summary>Σwxxᵀ over samples by all cores, the lower triangle, row by row; above the diagonal it is 0.</summary>
internal static class GramMatrix
{
    /// <param name="samples">The samples.</param>
    /// <param name="standardization">What is done to the features on the way; null: nothing.</param>
    public static double[] Of(ISampleBlocks samples, Standardization? standardization = null)
    {
        SymmetricProduct Empty() => new(samples.FeatureCount, scaling: standardization?.Scaling);
        SymmetricProduct total = Empty();
        SymmetricProduct?[] shares = PartSums.Room<SymmetricProduct>(SymmetricProduct.Length(total.Order));
        foreach (RowData block in samples.Blocks())
        {
            var parts = new Parts(block, PartSums.RowsOf(block, shares.Length), shares, Empty);
            Workers.Run(ref parts, parts.Count);
            for (int part = 0; part < parts.Count; part++)
            {
                total.Merge(shares[part]!);
            }
        }

        return total.ToSquare();
    }

    private readonly struct Parts(RowData block, int rows, SymmetricProduct?[] shares, Func<SymmetricProduct> empty) : IParts
    {
        public int Count => ((block.Rows - 1) / rows) + 1;

        public void Do(int part)
        {
            int first = part * rows, count = Math.Min(rows, block.Rows - first), d = block.FeatureCount;
            SymmetricProduct sum = shares[part] ??= empty();
            sum.Clear();
            sum.Add(block.Features.Slice(first * d, count * d), block.Weights is { } weights ? weights.AsSpan(first, count) : []);
        }
    }
}
