namespace Optimizers.Regression;

/// <summary>Samples of this process, which can be gone through block by block, again and again: in memory one block, from a stream many.</summary>
internal interface IRowBlocks : ISamples
{
    /// <summary>The names of the features; null: they have none.</summary>
    IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Goes through all samples; a block is valid until the next.</summary>
    IEnumerable<DenseRows> Blocks();

    /// <inheritdoc/>
    TSum ISamples.Run<TSum>(IPass<TSum> pass)
    {
        TSum total = pass.CreateSum();
        foreach (DenseRows block in Blocks())
        {
            pass.Merge(total, block.Run(pass));
        }

        return total;
    }
}
