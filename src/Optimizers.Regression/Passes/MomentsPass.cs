namespace Optimizers.Regression;

/// <summary>The means and deviations of features and targets.</summary>
internal sealed class MomentsPass(int features, int targets) : INumberedPass<SampleMoments>
{
    /// <summary>d.</summary>
    public int Features => features;

    /// <summary>k.</summary>
    public int Targets => targets;

    public long SumLength => 8L * (features + targets);

    public SampleMoments CreateSum() => new(features, targets);

    public void Add(SampleBlock block, SampleMoments sum) => sum.Add(block);

    public void Merge(SampleMoments sum, SampleMoments later) => sum.Merge(later);

    public double[] ToNumbers(SampleMoments sum) => sum.ToNumbers();

    public SampleMoments FromNumbers(ReadOnlySpan<double> numbers)
    {
        INumberedPass<SampleMoments>.CheckCount(numbers, SampleMoments.NumberCount(features, targets));
        return SampleMoments.FromNumbers(numbers, features, targets);
    }
}
