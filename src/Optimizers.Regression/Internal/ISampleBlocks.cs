namespace Optimizers.Regression;

/// <summary>Samples that can be gone through block by block, again and again: in memory one block, from a stream many.</summary>
internal interface ISampleBlocks
{
    /// <summary>d.</summary>
    int FeatureCount { get; }

    /// <summary>k.</summary>
    int TargetCount { get; }

    /// <summary>The names of the features; null: they have none.</summary>
    IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Goes through all samples; a block is valid until the next.</summary>
    IEnumerable<RowData> Blocks();
}
