namespace Optimizers.Regression;

/// <summary>Means and deviations of weighted samples, found in one pass over their blocks.</summary>
internal sealed class SampleMoments
{
    // a part that stays in the cache while it is gone through twice
    private const int PartNumbers = 1 << 15;

    private readonly ColumnMoments _features;
    private readonly ColumnMoments _targets;

    private SampleMoments(int features, int targets) => (_features, _targets) = (new ColumnMoments(features), new ColumnMoments(targets));

    /// <summary>n.</summary>
    public int Rows { get; private set; }

    /// <summary>The samples of a weight above 0.</summary>
    public int WeightedRows { get; private set; }

    /// <summary>Σwᵢ; n without weights.</summary>
    public double Weight => _features.Weight;

    /// <summary>Σ log wᵢ over the weights above 0; 0 without weights.</summary>
    public double LogWeights { get; private set; }

    /// <summary>The means of the features, d.</summary>
    public double[] FeatureMeans => _features.Means;

    /// <summary>Lowest, highest and largest of the features, and their units.</summary>
    public ColumnMoments FeatureColumns => _features;

    /// <summary>The means of the targets, k.</summary>
    public double[] TargetMeans => _targets.Means;

    /// <summary>Goes through the samples once.</summary>
    public static SampleMoments Of(IEnumerable<DenseRows> blocks, int features, int targets)
    {
        var total = new SampleMoments(features, targets);
        foreach (DenseRows block in blocks)
        {
            int rows = Math.Max(1, PartNumbers / features), count = ((block.Rows - 1) / rows) + 1;
            var parts = new Parts(block, rows, new ColumnMoments[count], new ColumnMoments[count]);
            Workers.Run(ref parts, count);
            for (int part = 0; part < count; part++)
            {
                total._features.Merge(parts.Features[part]);
                total._targets.Merge(parts.Targets[part]);
            }

            total.Rows = checked(total.Rows + block.Rows);
            total.WeightedRows += block.Weights is { } some ? some.Take(block.Rows).Count(share => share > 0) : block.Rows;
            total.LogWeights += block.Weights?.Take(block.Rows).Where(share => share > 0).Sum(Math.Log) ?? 0;
        }

        return total;
    }

    /// <summary>The power of 2 that brings the largest target to about 1.</summary>
    public double TargetUnit => Enumerable.Range(0, TargetMeans.Length).Where(t => _targets.Largest(t) > 0).Select(_targets.Unit).DefaultIfEmpty(1).Min();

    /// <summary>The root mean square of all targets, each about its mean or about 0.</summary>
    public double TargetDeviation(bool centred)
    {
        double[] deviations = [.. Enumerable.Range(0, TargetMeans.Length).Select(t => _targets.Deviation(t, centred))];
        return Blas.Norm(deviations) / Math.Sqrt(deviations.Length);
    }

    /// <summary>The same, but 1 where it is 0: what targets can be divided by.</summary>
    public double TargetScale(bool centred) => TargetDeviation(centred) is > 0 and var deviation ? deviation : 1;

    private readonly struct Parts(DenseRows block, int rows, ColumnMoments[] features, ColumnMoments[] targets) : IParts
    {
        public ColumnMoments[] Features => features;

        public ColumnMoments[] Targets => targets;

        public void Do(int part)
        {
            int first = part * rows, count = Math.Min(rows, block.Rows - first), d = block.FeatureCount, k = block.TargetCount;
            ReadOnlySpan<double> weights = block.Weights is { } all ? all.AsSpan(first, count) : [];
            features[part] = ColumnMoments.Of(block.Features.Slice(first * d, count * d), weights, d);
            targets[part] = ColumnMoments.Of(block.Targets.AsSpan(first * k, count * k), weights, k);
        }
    }
}
