namespace Optimizers.Regression;

/// <summary>What the table of solvers asks of a fit: its settings, and of its samples what a row needs to know, found out when first asked for.</summary>
internal sealed class SolverChoice
{
    private readonly Lazy<UnitObjective> _objective;
    private readonly Lazy<StandardizedSamples> _linear;
    private readonly Lazy<LeastSquaresFit> _leastSquares;
    private readonly Lazy<SampleKernel> _kernel;
    private readonly Lazy<LinearFit> _coordinates;

    /// <param name="samples">The samples.</param>
    /// <param name="settings">The regression, which fits together.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public SolverChoice(PreparedSamples samples, FitSettings settings, CancellationToken cancellationToken)
    {
        (Samples, Settings, Cancel) = (samples, settings, cancellationToken);
        _objective = new(() => new UnitObjective(samples, settings));
        _linear = new(() => new StandardizedSamples(samples, settings, centre: true, scale: settings.Standardize || settings.Penalty is null));
        _leastSquares = new(() => new LeastSquaresFit(_linear.Value, Squares, cancellationToken));
        _kernel = new(() => new SampleKernel(_linear.Value, DualFit.RidgeOf(_linear.Value, Squares)));
        _coordinates = new(() => CoordinateFit.Of(samples, settings, Squares, cancellationToken));
    }

    public PreparedSamples Samples { get; }

    public FitSettings Settings { get; }

    public CancellationToken Cancel { get; }

    public ILoss Loss => Settings.Loss;

    private SquaredLoss Squares => (SquaredLoss)Loss;

    /// <summary>Whether a penalty is added to the loss as it is, not to its root.</summary>
    public bool IsPlain => Settings.Penalty is null || Loss.Reduction is LossReduction.Mean or LossReduction.Sum;

    /// <summary>Whether there is no penalty but a ridge, and no bounds: with squared errors a system of linear equations.</summary>
    public bool IsLinear => Loss is SquaredLoss && IsPlain && Settings is { KinkedPenalty: null, Bounds: null };

    /// <summary>Whether that system is smaller by samples than by features, and keeps its digits or is too large by features.</summary>
    public bool IsByDual => IsLinear && Settings.IsPenalized && Samples.Rows is DenseRows rows && rows.Rows < rows.FeatureCount
        && (!_kernel.Value.IsRough || rows.FeatureCount > CrossProducts.MostFeatures);

    /// <summary>Whether squared errors have terms of each weight alone.</summary>
    public bool IsByCoordinates => CoordinateFit.Solves(Settings, Samples.Rows.FeatureCount);

    /// <summary>Whether squared errors have terms of groups.</summary>
    public bool IsByGroups => Loss is SquaredLoss && IsPlain && Settings is { Penalty: GroupLassoPenalty, Bounds: null }
        && Samples.Rows.FeatureCount <= CrossProducts.MostFeatures;

    /// <summary>The loss in coordinates of size 1.</summary>
    public UnitObjective Objective => _objective.Value;

    /// <summary>The fit by least squares.</summary>
    public LeastSquaresFit LeastSquares => _leastSquares.Value;

    /// <summary>The fit by the products of samples.</summary>
    public DualFit Dual => new(_linear.Value, Squares, _kernel.Value, Cancel);

    /// <summary>The fit by the optimizer that is named.</summary>
    public OptimizerFit Named
        => new(new StandardizedSamples(Samples, Settings, centre: Settings.Standardize, scale: Settings.Standardize), Settings.Optimizer!, Cancel);

    /// <summary>The fit by groups.</summary>
    public GroupFit Groups => new(new StandardizedSamples(Samples, Settings, centre: true, scale: true), Squares, Cancel);

    /// <summary>The fit by coordinates; by least squares where those end within the bounds.</summary>
    public LinearFit Coordinates => _coordinates.Value;
}
