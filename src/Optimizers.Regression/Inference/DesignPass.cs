namespace Optimizers.Regression;

/// <summary>Σwzzᵀ of the samples, z = (x, 1) or x.</summary>
/// <param name="features">d.</param>
/// <param name="hasIntercept">Whether there is the 1.</param>
/// <param name="scaling">How the features are standardized; null: they are not.</param>
internal sealed class DesignPass(int features, bool hasIntercept, FeatureScaling? scaling) : IPass<SymmetricProduct>
{
    public long SumLength => SymmetricProduct.Length(features + 1);

    public SymmetricProduct CreateSum() => new(features, hasIntercept, scaling: scaling);

    public void Add(SampleBlock block, SymmetricProduct sum)
        => sum.Add(block.Features(0, block.Rows, []), block.HasWeights ? block.Weights(0, block.Rows, []) : []);

    public void Merge(SymmetricProduct sum, SymmetricProduct later) => sum.Merge(later);
}
