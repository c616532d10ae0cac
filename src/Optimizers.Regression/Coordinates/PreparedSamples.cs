namespace Optimizers.Regression;

/// <summary>Samples with what is known of them, found out once for all fits to them, however many go on at a time: their moments, and their products with each
/// other.</summary>
internal sealed class PreparedSamples
{
    private readonly Lazy<SampleMoments> _moments;
    private readonly Lazy<CrossProducts> _centred;
    private readonly Lazy<CrossProducts> _plain;

    /// <param name="rows">The samples.</param>
    /// <param name="featureNames">The names of the features; null: those that the samples have.</param>
    public PreparedSamples(ISamples rows, IReadOnlyList<string>? featureNames = null)
    {
        (Rows, FeatureNames) = (rows, featureNames ?? (rows as IRowBlocks)?.FeatureNames);
        _moments = new(() => rows.Run(new MomentsPass(rows.FeatureCount, rows.TargetCount)));
        _centred = new(() => CrossProducts.Of(this, isCentred: true));
        _plain = new(() => CrossProducts.Of(this, isCentred: false));
    }

    /// <summary>Takes samples whose moments and products follow from those of others.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="moments">Their moments.</param>
    /// <param name="products">Their products as a fit reads them; null: they are not asked for.</param>
    public PreparedSamples(IRowBlocks rows, SampleMoments moments, CrossProducts? products)
        => (Rows, _moments, _centred, _plain) = (rows, new(moments), new(products!), new(products!));

    /// <summary>One target of samples, of which all that is known of the features stays known.</summary>
    private PreparedSamples(PreparedSamples all, int target)
    {
        (Rows, FeatureNames, Target) = (TargetBlocks.Of(all.Rows, target), all.FeatureNames, target);
        _moments = new(() => all.Moments.OfTarget(target));
        _centred = new(() => all.Products(isCentred: true).OfTarget(target));
        _plain = new(() => all.Products(isCentred: false).OfTarget(target));
    }

    /// <summary>The samples, which nobody changes.</summary>
    public ISamples Rows { get; }

    /// <summary>The names of the features; null: they have none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Which target it is that they have; null: they have all.</summary>
    public int? Target { get; }

    /// <summary>Means, deviations and ranges of features and targets.</summary>
    public SampleMoments Moments => _moments.Value;

    /// <summary>The samples with one of their targets.</summary>
    public PreparedSamples OfTarget(int target) => Rows.TargetCount == 1 ? this : new PreparedSamples(this, target);

    /// <summary>The products of features with each other and with the targets, about their means or about 0.</summary>
    public CrossProducts Products(bool isCentred) => (isCentred ? _centred : _plain).Value;
}
