namespace Optimizers.Regression;

/// <summary>The weight of a sample in a pass.</summary>
/// <param name="block">The samples.</param>
/// <param name="row">The sample.</param>
internal delegate double RowWeight(SampleBlock block, int row);
