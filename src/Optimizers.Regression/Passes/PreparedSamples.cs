namespace Optimizers.Regression;

/// <summary>Samples with what is known of them, found out once for all fits to them, however many go on at a time: their moments, and their products with each other.</summary>
internal sealed class PreparedSamples
{
    private readonly Lazy<SampleMoments> _moments;
    private readonly Lazy<CrossProducts> _centred;
    private readonly Lazy<CrossProducts> _plain;

    public PreparedSamples(IRowBlocks rows)
    {
        Rows = rows;
        _moments = new(() => rows.Run(new MomentsPass(rows.FeatureCount, rows.TargetCount)));
        _centred = new(() => CrossProducts.Of(this, isCentred: true));
        _plain = new(() => CrossProducts.Of(this, isCentred: false));
    }

    /// <summary>One target of samples, of which all that is known of the features stays known.</summary>
    private PreparedSamples(PreparedSamples all, int target)
    {
        (Rows, Target) = (TargetBlocks.Of(all.Rows, target), target);
        _moments = new(() => all.Moments.OfTarget(target));
        _centred = new(() => all.Products(isCentred: true).OfTarget(target));
        _plain = new(() => all.Products(isCentred: false).OfTarget(target));
    }

    /// <summary>The samples, which nobody changes.</summary>
    public IRowBlocks Rows { get; }

    /// <summary>Which target it is that they have; null: they have all.</summary>
    public int? Target { get; }

    /// <summary>Means, deviations and ranges of features and targets.</summary>
    public SampleMoments Moments => _moments.Value;

    /// <summary>The samples with one of their targets.</summary>
    public PreparedSamples OfTarget(int target) => Rows.TargetCount == 1 ? this : new PreparedSamples(this, target);

    /// <summary>The products of features with each other and with the targets, about their means or about 0.</summary>
    public CrossProducts Products(bool isCentred) => (isCentred ? _centred : _plain).Value;
}
