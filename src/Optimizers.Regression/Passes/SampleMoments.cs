namespace Optimizers.Regression;

/// <summary>Means and deviations of weighted samples.</summary>
internal sealed class SampleMoments
{
    // as many numbers as stay in the first cache while they are gone through twice
    private const int BlockNumbers = 1 << 12;
    private const int FewestRows = 32;

    // rows, rows of weight, Σ log w, smallest weight, Σ w·exposure, whether there are exposures
    private const int OwnNumbers = 6;

    private readonly ColumnMoments _features;
    private readonly ColumnMoments _targets;
    private double _exposure;
    private bool _hasOffsets;

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

    /// <summary>The smallest weight above 0; infinite without a sample of weight.</summary>
    public double SmallestWeight { get; private set; } = double.PositiveInfinity;

    /// <summary>Σwᵢ exp(oᵢ) / Σwᵢ, oᵢ the offsets of the linear predictions, the logarithms of exposures; 1 without.</summary>
    public double MeanExposure => _hasOffsets ? _exposure / Weight : 1;

    /// <summary>Σ log wᵢ over the weights above 0; 0 without weights.</summary>
    public double LogWeights { get; private set; }

    /// <summary>The means of the features, d.</summary>
    public double[] FeatureMeans => _features.Means;

    /// <summary>Lowest, highest and largest of the features, and their units.</summary>
    public ColumnMoments FeatureColumns => _features;

    /// <summary>The means of the targets, k.</summary>
    public double[] TargetMeans => _targets.Means;

    /// <summary>How many numbers the moments are.</summary>
    public static int NumberCount(int features, int targets) => OwnNumbers + ColumnMoments.NumberCount(features) + ColumnMoments.NumberCount(targets);

    /// <summary>The moments of <see cref="ToNumbers"/>.</summary>
    public static SampleMoments FromNumbers(ReadOnlySpan<double> numbers, int features, int targets)
    {
        int first = OwnNumbers + ColumnMoments.NumberCount(features);
        return new SampleMoments(ColumnMoments.FromNumbers(numbers[OwnNumbers..first], features), ColumnMoments.FromNumbers(numbers[first..], targets))
        {
            Rows = checked((int)numbers[0]),
            WeightedRows = checked((int)numbers[1]),
            LogWeights = numbers[2],
            SmallestWeight = numbers[3],
            _exposure = numbers[4],
            _hasOffsets = numbers[5] != 0,
        };
    }

    /// <summary>All that the moments are.</summary>
    public double[] ToNumbers()
        => [Rows, WeightedRows, LogWeights, SmallestWeight, _exposure, _hasOffsets ? 1 : 0, .. _features.ToNumbers(), .. _targets.ToNumbers()];

    /// <summary>Takes in samples.</summary>
    public void Add(SampleBlock block)
    {
        AddExposures(block);
        int d = block.FeatureCount, k = block.TargetCount, most = Math.Max(FewestRows, BlockNumbers / d);
        double[] copy = block.IsContiguous ? [] : new double[most * (d + k + 1)];
        Span<double> features = copy.AsSpan(0, copy.Length / (d + k + 1) * d),
            targets = copy.AsSpan(features.Length), some = targets[(copy.Length / (d + k + 1) * k)..];
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            ReadOnlySpan<double> weights = block.HasWeights ? block.Weights(first, count, some) : [];
            _features.Merge(ColumnMoments.Of(block.Features(first, count, features), weights, d));
            _targets.Merge(ColumnMoments.Of(block.Targets(first, count, targets), weights, k));
            Rows = checked(Rows + count);
            WeightedRows += count;
            SmallestWeight = weights.IsEmpty ? Math.Min(SmallestWeight, 1) : SmallestWeight;
            foreach (double weight in weights)
            {
                WeightedRows -= weight > 0 ? 0 : 1;
                LogWeights += weight > 0 ? Math.Log(weight) : 0;
                SmallestWeight = weight > 0 ? Math.Min(SmallestWeight, weight) : SmallestWeight;
            }
        }
    }

    /// <summary>Takes in the moments of other samples.</summary>
    public void Merge(SampleMoments later)
    {
        _features.Merge(later._features);
        _targets.Merge(later._targets);
        (Rows, WeightedRows, LogWeights) = (checked(Rows + later.Rows), WeightedRows + later.WeightedRows, LogWeights + later.LogWeights);
        SmallestWeight = Math.Min(SmallestWeight, later.SmallestWeight);
        (_exposure, _hasOffsets) = (_exposure + later._exposure, _hasOffsets || later._hasOffsets);
    }

    private void AddExposures(SampleBlock block)
    {
        _hasOffsets |= block.HasOffsets;
        for (int i = 0; i < block.Rows && block.HasOffsets; i++)
        {
            _exposure += block.Weight(i) * Math.Exp(block.Offset(i));
        }
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
