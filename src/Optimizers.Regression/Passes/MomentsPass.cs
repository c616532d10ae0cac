namespace Optimizers.Regression;

/// <summary>The means and deviations of features and targets.</summary>
internal sealed class MomentsPass(int features, int targets) : IPass<SampleMoments>
{
    public long SumLength => 8L * (features + targets);

    public SampleMoments CreateSum() => new(features, targets);

    public void Add(SampleBlock block, SampleMoments sum) => sum.Add(block);

    public void Merge(SampleMoments sum, SampleMoments later) => sum.Merge(later);
}
