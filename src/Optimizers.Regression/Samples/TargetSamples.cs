namespace Optimizers.Regression;

/// <summary>Samples that live elsewhere with one of their targets.</summary>
/// <param name="samples">The samples.</param>
/// <param name="target">The target, counted from 0.</param>
internal sealed class TargetSamples(ISamples samples, int target) : ISamples
{
    public int FeatureCount => samples.FeatureCount;

    public int TargetCount => 1;

    public TSum Run<TSum>(IPass<TSum> pass) => samples.Run(new OneTarget<TSum>(pass, target));

    private sealed class OneTarget<TSum>(IPass<TSum> pass, int target) : IPass<TSum>
    {
        public long SumLength => pass.SumLength;

        public TSum CreateSum() => pass.CreateSum();

        public void Add(SampleBlock block, TSum sum)
        {
            double[] targets = new double[block.Rows], row = new double[block.TargetCount];
            for (int i = 0; i < targets.Length; i++)
            {
                targets[i] = block.Targets(i, 1, row)[target];
            }

            pass.Add(block.With(targets), sum);
        }

        public void Merge(TSum sum, TSum later) => pass.Merge(sum, later);
    }
}
