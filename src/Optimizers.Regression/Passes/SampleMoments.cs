namespace Optimizers.Regression;

/// <summary>Means and deviations of weighted samples.</summary>
internal sealed class SampleMoments
{
    // as many numbers as stay in the cache while they are gone through twice
    private const int BlockNumbers = 1 << 15;

    private readonly ColumnMoments _features;
    private readonly ColumnMoments _targets;

    /// <summary>Those of no samples.</summary>
    public SampleMoments(int features, int targets)
        : this(new ColumnMoments(features), new ColumnMoments(targets))
    {
    }

    private SampleMoments(ColumnMoments features, ColumnMoments targets) => (_features, _targets) = (features, targets);

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

    /// <summary>Takes in samples.</summary>
    public void Add(SampleBlock block)
    {
        int d = block.FeatureCount, k = block.TargetCount, most = Math.Max(1, BlockNumbers / d);
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            ReadOnlySpan<double> weights = block.HasWeights ? block.Weights(first, count, []) : [];
            _features.Merge(ColumnMoments.Of(block.Features(first, count, []), weights, d));
            _targets.Merge(ColumnMoments.Of(block.Targets(first, count, []), weights, k));
            Rows = checked(Rows + count);
            WeightedRows += count;
            foreach (double weight in weights)
            {
                WeightedRows -= weight > 0 ? 0 : 1;
                LogWeights += weight > 0 ? Math.Log(weight) : 0;
            }
        }
    }

    /// <summary>Takes in the moments of other samples.</summary>
    public void Merge(SampleMoments later)
    {
        _features.Merge(later._features);
        _targets.Merge(later._targets);
        (Rows, WeightedRows, LogWeights) = (checked(Rows + later.Rows), WeightedRows + later.WeightedRows, LogWeights + later.LogWeights);
    }

    /// <summary>The moments where a target is the only one.</summary>
    public SampleMoments OfTarget(int target) => new(_features, _targets.Column(target)) { Rows = Rows, WeightedRows = WeightedRows, LogWeights = LogWeights };

    /// <summary>The power of 2 that brings the largest target to about 1.</summary>
    public double TargetUnit => Enumerable.Range(0, TargetMeans.Length).Where(t => _targets.Largest(t) > 0).Select(_targets.Unit).DefaultIfEmpty(1).Min();

    /// <summary>The same of a target, or 1 where it is 0 throughout.</summary>
    public double UnitOfTarget(int target) => _targets.Largest(target) > 0 ? _targets.Unit(target) : 1;

    /// <summary>The root mean square of a target about its mean or about 0.</summary>
    public double DeviationOfTarget(int target, bool centred) => _targets.Deviation(target, centred);

    /// <summary>The root mean square of all targets, each about its mean or about 0.</summary>
    public double TargetDeviation(bool centred)
    {
        double[] deviations = [.. Enumerable.Range(0, TargetMeans.Length).Select(t => _targets.Deviation(t, centred))];
        return Blas.Norm(deviations) / Math.Sqrt(deviations.Length);
    }

    /// <summary>The same, but 1 where it is 0: what targets can be divided by.</summary>
    public double TargetScale(bool centred) => TargetDeviation(centred) is > 0 and var deviation ? deviation : 1;
}
