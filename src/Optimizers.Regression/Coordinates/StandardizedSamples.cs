namespace Optimizers.Regression;

/// <summary>Samples made ready for a run: checked, measured and standardized.</summary>
internal sealed class StandardizedSamples
{
    private readonly bool _fitIntercept;
    private readonly List<LinearObjective> _objectives = [];

    private readonly PreparedSamples _prepared;

    /// <param name="samples">The samples.</param>
    /// <param name="settings">The regression.</param>
    /// <param name="centre">Whether features are centred, with an intercept.</param>
    /// <param name="scale">Whether features are divided by their deviations.</param>
    public StandardizedSamples(PreparedSamples samples, FitSettings settings, bool centre, bool scale)
        : this(
            samples,
            settings,
            isPiece: false,
            moments => Standardization.Of(moments, samples.FeatureNames, settings.FitIntercept, centre, scale, allowConstant: settings.IsPenalized))
    {
    }

    private StandardizedSamples(PreparedSamples samples, FitSettings settings, bool isPiece, Func<SampleMoments, Standardization> standardize)
    {
        _fitIntercept = settings.FitIntercept;
        Settings = settings;
        (_prepared, Given) = (samples, samples.Rows);
        if (Given is DenseRows rows)
        {
            TargetCheck.Check(rows, settings.Loss);
        }
        else if (!HasRows)
        {
            TargetsPass.Check(Given, settings.Loss);
        }

        Moments = samples.Moments;
        if (Moments.Weight == 0)
        {
            throw new ArgumentException(Invariant($"All {Moments.Rows} weights are 0; at least one sample must count."), "weights");
        }

        if (Moments.Rows < 2 && _fitIntercept && !isPiece)
        {
            throw new ArgumentException(Invariant($"X has {Moments.Rows} row(s); coefficients beside an intercept need at least 2."), "X");
        }

        if (!isPiece)
        {
            CheckMeans();
        }

        Standardization = standardize(Moments);
        Layout = new ParameterLayout(Given.FeatureCount, Given.TargetCount, _fitIntercept);
        PenaltyScales = settings.Standardize || Standardization.Scales.All(scale => scale == 1)
            ? null
            : Array.ConvertAll(Standardization.Scales, scale => 1 / scale);
        TargetShift = _fitIntercept && !isPiece && settings.Loss is IErrorLoss && (settings.Standardize || settings.Optimizer is null)
            ? Moments.TargetMeans
            : new double[Targets];
        TargetUnit = settings.Loss.Link == Link.Identity ? Moments.TargetScale(_fitIntercept) : 1;
    }

    private StandardizedSamples(StandardizedSamples other)
    {
        (_fitIntercept, _prepared, Given, Moments, Standardization) = (other._fitIntercept, other._prepared, other.Given, other.Moments, other.Standardization);
        (Layout, PenaltyScales) = (other.Layout, other.PenaltyScales);
        (Settings, TargetShift, TargetUnit) = (other.Settings, other.TargetShift, other.TargetUnit);
    }

    private StandardizedSamples(StandardizedSamples all, int target)
    {
        (_prepared, _fitIntercept, Settings, Standardization) = (all._prepared.OfTarget(target), all._fitIntercept, all.Settings, all.Standardization);
        (Given, Moments, Layout) = (_prepared.Rows, _prepared.Moments, all.Layout with { Targets = 1 });
        (PenaltyScales, TargetShift, TargetUnit) = (all.PenaltyScales, [all.TargetShift[target]], all.TargetUnit);
    }

    /// <summary>Makes a piece of the samples ready, of which alone nothing needs to be determined.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="settings">The regression.</param>
    /// <param name="first">The standardization of the first piece; null: this is the first.</param>
    public static StandardizedSamples OfPiece(PreparedSamples piece, FitSettings settings, Standardization? first) => new(
        piece,
        settings,
        isPiece: true,
        moments => first ?? Standardization.Of(
            moments, piece.FeatureNames, settings.FitIntercept, centre: settings.Standardize, scale: settings.Standardize, allowConstant: true));

    public FitSettings Settings { get; private init; }

    /// <summary>The moments of the samples as they were.</summary>
    public SampleMoments Moments { get; }

    public Standardization Standardization { get; }

    /// <summary>What the weights of the standardized features are multiplied by to be those that the penalty is of; null: nothing.</summary>
    public double[]? PenaltyScales { get; }

    /// <summary>The samples with one of their targets.</summary>
    public StandardizedSamples OfTarget(int target) => Targets == 1 ? this : new StandardizedSamples(this, target);

    /// <summary>The samples as they were given, which stay as they are.</summary>
    public ISamples Given { get; }

    /// <summary>Whether the samples are rows of this process, so that a fit may go through them one by one.</summary>
    public bool HasRows => Given is IRowBlocks;

    /// <summary>The rows of the samples as they were given.</summary>
    /// <exception cref="ArgumentException">They are no rows of this process.</exception>
    public IRowBlocks Rows => Given as IRowBlocks ?? throw new ArgumentException(
        $"This fit goes through samples row by row, and {Given.GetType().Name} runs passes alone: load the rows into a TrainingData, "
        + "give a δ to a Huber loss, or leave out batches and columns that are nearly dependent.",
        "samples");

    /// <summary>The products of the features with each other and with the targets, about their means beside an intercept.</summary>
    public CrossProducts Products => _prepared.Products(_fitIntercept);

    /// <summary>Copies of the samples with standardized features, block by block.</summary>
    public IRowBlocks Samples => Pending is null ? Rows : new StandardizedBlocks(Rows, Pending);

    /// <summary>What is to be done to the features of the samples; null: nothing.</summary>
    public Standardization? Pending => Standardization.ChangesFeatures ? Standardization : null;

    /// <summary>The names of the features; null: they have none.</summary>
    public IReadOnlyList<string>? FeatureNames => _prepared.FeatureNames;

    /// <summary>What may be subtracted from the targets, k, for the intercept takes it up: their means where errors alone count, else 0.</summary>
    public double[] TargetShift { get; }

    /// <summary>The unit of predictions: the deviation of the targets; 1 where a link makes predictions logarithms.</summary>
    public double TargetUnit { get; }

    /// <summary>Which of several targets it is that they have; null: they have all.</summary>
    public int? Target => _prepared.Target;

    /// <summary>Where the parameters lie.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>d.</summary>
    public int Features => Layout.Features;

    /// <summary>k.</summary>
    public int Targets => Layout.Targets;

    /// <summary>The parameters of a target.</summary>
    public int Stride => Layout.Stride;

    /// <summary>The parameters of all targets.</summary>
    public int Dimension => Layout.Dimension;

    /// <summary>What the squared norm of the weights is weighed by beside the mean of the terms: λ of a ridge for a mean, λ/n for a sum.</summary>
    public double RidgeOfMean
        => Settings.Penalty is RidgePenalty ridge ? ridge.Weight / (Settings.Loss.Reduction == LossReduction.Sum ? Moments.Weight : 1) : 0;

    /// <summary>The same samples in a fit that differs by its penalty.</summary>
    public StandardizedSamples With(FitSettings settings) => new(this) { Settings = settings };

    /// <summary>The loss of the predictions as a function of the parameters of standardized features.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="fitIntercept">Whether there are biases.</param>
    /// <param name="targetShift">What is subtracted from the targets, k; null: nothing.</param>
    /// <param name="targetUnit">What targets are then divided by.</param>
    public LinearObjective Objective(ILoss loss, bool fitIntercept, double[]? targetShift = null, double targetUnit = 1)
    {
        _objectives.Add(new LinearObjective(Given, loss, fitIntercept, Pending, targetShift, targetUnit, Moments.Rows, Moments.Weight));
        return _objectives[^1];
    }

    /// <summary>Closes what mini-batches of a stream have opened; it is opened again where they go on.</summary>
    public void Close() => _objectives.ForEach(objective => objective.Close());

    /// <summary>The loss of the samples, <see cref="TargetShift"/> subtracted from the targets or not, with the penalty, if it is a smooth one.</summary>
    public IFiniteSumFunction PenalizedObjective(ILoss loss, bool isShifted)
    {
        IFiniteSumFunction objective = Objective(loss, _fitIntercept, isShifted ? TargetShift : null);
        return Settings.SmoothPenalty is not { } penalty ? objective
            : PenaltyScales is null ? new PenalizedFunction(objective, penalty, Features, Stride)
            : new PenalizedFunction(objective, CoordinateTerms.Of(this, penalty, Stride, 1, 1)!, Dimension, Dimension);
    }

    /// <summary>The bounds of the parameters of standardized features; null without bounds.</summary>
    /// <param name="unit">What a coordinate is multiplied by to be such a parameter.</param>
    public Box? Bounds(double unit = 1)
    {
        if (Settings.Bounds is not { } bounds)
        {
            return null;
        }

        Require.SameLength(bounds.Dimension ?? Features, Features, nameof(Settings.Bounds), "the model has", nameof(Settings.Bounds));
        double[] lower = new double[Dimension], upper = new double[Dimension];
        Array.Fill(lower, double.NegativeInfinity);
        Array.Fill(upper, double.PositiveInfinity);
        for (int first = 0; first < Dimension; first += Stride)
        {
            for (int j = 0; j < Features; j++)
            {
                lower[first + j] = bounds.Lower(j) * Standardization.Scales[j] / unit;
                upper[first + j] = bounds.Upper(j) * Standardization.Scales[j] / unit;
            }
        }

        return new Box(lower, upper);
    }

    /// <summary>The features whose coefficients are not fixed by equal bounds.</summary>
    public int[] FreeFeatures()
    {
        Require.SameLength(Settings.Bounds?.Dimension ?? Features, Features, nameof(Settings.Bounds), "the model has", nameof(Settings.Bounds));
        return [.. Enumerable.Range(0, Features).Where(j => Settings.Bounds is not { } bounds || bounds.Lower(j) < bounds.Upper(j))];
    }

    /// <summary>The refusal of fewer samples than free parameters.</summary>
    public void CheckDetermined()
    {
        int[] free = FreeFeatures();
        if (!Settings.IsPenalized && Moments.WeightedRows < free.Length + Stride - Features)
        {
            throw new ArgumentException(
                Invariant($"X has {Moments.WeightedRows} rows{(Moments.WeightedRows < Moments.Rows ? " of a weight above 0" : "")}; they cannot determine ")
                + Invariant($"{free.Length} coefficients{(_fitIntercept ? " and an intercept" : "")}. ")
                + $"{ColumnNames.Of(free, FeatureNames)} are too many: leave some out; set a Penalty, such as RidgePenalty; or name an Optimizer: "
                + "from a start of 0, gradient descent gives the coefficients of least norm (in standardized units).",
                "X");
        }
    }

    /// <summary>Refuses targets, in a fit with an intercept, for which it would fall without end: counts that are all 0, a class of no sample.</summary>
    private void CheckMeans()
    {
        int empty = Array.IndexOf(Moments.TargetMeans, 0);
        if (empty < 0 || !_fitIntercept)
        {
            return;
        }

        string counted = Moments.WeightedRows < Moments.Rows ? " of a weight above 0" : "";
        switch (Settings.Loss.Link)
        {
            case Link.Softmax:
                throw new ArgumentException(
                    Invariant($"No sample{counted} is of class {empty} (counted from 0): its intercept would fall without end. Leave the class out."), "y");
            case Link.Log:
                string column = Moments.TargetMeans.Length > 1 ? Invariant($" in column {empty}") : "";
                throw new ArgumentException(
                    $"All targets{column}{counted} are 0: {Settings.Loss} has no minimum, for the intercept would fall without end.", "y");
        }
    }
}
