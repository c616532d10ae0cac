using System.Diagnostics;

namespace Optimizers.Regression;

/// <summary>Squared errors of a target by sums over its samples: on them fits of one penalty after another go on, each from the one before, without a visit to
/// the samples.</summary>
/// <remarks>Features are standardized, whatever weights penalties are of, and targets in units of their deviation. The sums are the Gram matrix, or where
/// features are more than samples their columns.</remarks>
internal sealed class SummedSquares
{
    // of ½y², below which what the residuals leave of it has lost half of its digits
    private const double SmallestShare = 1e-6;

    // the distance of a slope from its balance that is rounding
    private const double RelativeTolerance = 1e-13;

    // of correlations, whose largest is 1
    private const double Rounding = 16 * 2.220446049250313e-16;

    private readonly StandardizedSamples _data;
    private readonly SquaredLoss _loss;
    private readonly Quadratic _quadratic;
    private readonly double _divisor;
    private readonly GramFactor? _factor;
    private readonly DescentTolerance _tolerance;
    private readonly int[] _groups;
    private readonly CoordinateSolver? _coordinates;
    private readonly GroupSolver? _blocks;

    /// <param name="samples">The samples, of one target.</param>
    /// <param name="settings">The regression with a penalty of the kind that all fits have.</param>
    /// <param name="cancellationToken">Stops a fit.</param>
    public SummedSquares(PreparedSamples samples, FitSettings settings, CancellationToken cancellationToken)
    {
        _data = new StandardizedSamples(samples, settings, centre: true, scale: true);
        _data.CheckDetermined();
        _loss = (SquaredLoss)settings.Loss;
        double unit = _data.TargetUnit;
        _divisor = 2 * _loss.Factor * unit * unit * (_loss.Reduction is LossReduction.Sum ? _data.Moments.Weight : 1.0 / _data.Targets);
        (IsWide, _groups) = (IsTooWide(_data.Features, _data.Moments.WeightedRows), settings.Penalty is GroupLassoPenalty group ? [.. group.Groups] : []);
        if (IsWide)
        {
            _quadratic = Columns();
        }
        else
        {
            double[] gram = _data.Products.Gram(_data.Standardization);
            _quadratic = new GramQuadratic(gram, _data.Products.Products(_data.Standardization, 0, unit), _data.Products.Squares(0, unit));
            _factor = GramFactor.Of(gram, _data.Features);
            (double weight, int d) = (_data.Moments.Weight, _data.Features);
            Design = _factor is { IsWhole: false } ? new LowerTriangle(_data.Stride, (i, j) => weight * (i < d ? gram[(i * d) + j] : i == j ? 1 : 0)) : null;
        }

        _tolerance = new DescentTolerance
        {
            Gap = double.NegativeInfinity,
            Violation = settings.Stopping.GradientTolerance is { } given ? given * unit / _divisor : RelativeTolerance,
            MostSweeps = settings.Stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations,
            Cancellation = cancellationToken,
        };
        _coordinates = _groups.Length > 0 ? null : new CoordinateSolver(_quadratic, _tolerance);
        _blocks = _groups.Length > 0 ? new GroupSolver(_quadratic, _groups, _tolerance) : null;
    }

    /// <summary>Whether there are columns in place of the Gram matrix.</summary>
    public bool IsWide { get; }

    /// <inheritdoc cref="LinearFit.DesignFactor"/>
    public LowerTriangle? DesignFactor => _factor is { IsWhole: true } ? _factor.Triangle : null;

    /// <inheritdoc cref="LinearFit.Design"/>
    public LowerTriangle? Design { get; }

    /// <summary>The targets' mean, which is the intercept where all weights are 0.</summary>
    public double TargetMean => _data.Moments.TargetMeans[0];

    /// <summary>The slopes of the loss downwards, by the weights that penalties are of, where these are 0; no less steep than those that the samples give,
    /// whose sums are rounded otherwise.</summary>
    public double[] Descent
    {
        get
        {
            double[] descent = _quadratic.Correlations.ToArray();
            for (int j = 0; j < descent.Length; j++)
            {
                descent[j] = (descent[j] + (Math.Sign(descent[j]) * Rounding)) * _divisor / _data.TargetUnit / (_data.PenaltyScales?[j] ?? 1);
            }

            return descent;
        }
    }

    /// <summary>Whether a loss is one whose least value and slopes sums over samples give, of the samples' targets.</summary>
    public static bool Sums(ILoss loss, int targets) => targets == 1 && loss is SquaredLoss { Reduction: LossReduction.Mean or LossReduction.Sum };

    /// <summary>Whether features are too many for their Gram matrix.</summary>
    public static bool IsTooWide(int features, int rows) => features > CoordinateFit.MostFeatures || features >= rows;

    /// <summary>Whether settings ask for no other way than this.</summary>
    public static bool Allows(FitSettings settings)
    {
        StoppingCriteria plain = settings.Stopping with { GradientTolerance = null, MaxIterations = null, ThrowOnCancellation = false };
        return settings is { Optimizer: null, Batches: null, StopsEarly: false, Start: null } && plain == new StoppingCriteria();
    }

    /// <summary>Whether a fit is one of these.</summary>
    public bool Takes(FitSettings settings) => Allows(settings) && settings.Penalty switch
    {
        L1Penalty { Weight: > 0 } or ElasticNetPenalty { L1Weight: > 0 } => (IsWide || _factor is not null) && _blocks is null,
        GroupLassoPenalty { Weight: > 0 } groups => (IsWide || _factor is not null) && settings.Bounds is null && groups.Groups.SequenceEqual(_groups),
        RidgePenalty { Weight: > 0 } or NonNegative or Box => _factor is not null && _blocks is null,
        null => _factor is { IsWhole: true } && _blocks is null,
        _ => false,
    };

    /// <summary>Fits.</summary>
    /// <param name="settings">The regression, one that this takes.</param>
    public SummedFit Fit(FitSettings settings)
    {
        long began = Stopwatch.GetTimestamp();
        StandardizedSamples data = _data.With(settings);
        CoordinateSolution solution = Solve(data);
        double[] point = ToUser(solution.Point);
        (double squares, double value) = (solution.ResidualSquare, solution.Value);
        if (!IsWide && squares < SmallestShare * _quadratic.TargetSquare)
        {
            double exact = Visit(solution.Point);
            (squares, value) = (exact, value + ((exact - squares) / 2));
        }

        double unit = _divisor / data.TargetUnit;
        Iteration Of(int number, (double Value, double Violation) at) => new(number, number, _divisor * at.Value, unit * at.Violation);
        Iteration[] history =
            solution.Sweeps == 0 ? [Of(0, (value, solution.Violation))] : [Of(0, solution.Start), Of(solution.Sweeps, (value, solution.Violation))];
        var result = new OptimizationResult
        {
            Point = point,
            Value = _divisor * value,
            GradientNorm = unit * solution.Violation,
            DualityGap = double.IsNaN(solution.Gap) ? null : _divisor * solution.Gap * (_quadratic.TargetSquare > 0 ? _quadratic.TargetSquare / 2 : 1),
            Iterations = solution.Sweeps,
            Evaluations = solution.Sweeps,
            Elapsed = Stopwatch.GetElapsedTime(began),
            Reason = solution.Reason,
            History = history,
        };
        return new SummedFit(data, result, this, squares * data.Moments.Weight);
    }

    private CoordinateSolution Solve(StandardizedSamples data)
    {
        double unit = data.TargetUnit;
        if (data.Settings.Penalty is not GroupLassoPenalty groups)
        {
            return _coordinates!.Solve(CoordinateTerms.Of(data, data.Settings.Penalty, data.Features, unit, _divisor)!);
        }

        Require.SameLength(groups.Dimension!.Value, data.Features, nameof(data.Settings.Penalty), "the model has", nameof(data.Settings.Penalty));
        double[] scales = [.. Enumerable.Range(0, data.Features).Select(j => unit * (data.PenaltyScales?[j] ?? 1))];
        return _blocks!.Solve(GroupTerms.Of(groups, scales).Times(1 / _divisor));
    }

    private double[] ToUser(double[] point)
    {
        double[] parameters = new double[_data.Dimension];
        Blas.Scale(_data.TargetUnit, point, parameters.AsSpan(0, point.Length));
        if (_data.Stride > _data.Features)
        {
            parameters[^1] = _data.Moments.TargetMeans[0];
        }

        _data.Standardization.ToUserUnits(parameters);
        return parameters;
    }

    /// <summary>‖y − Zu‖² by the samples themselves.</summary>
    private double Visit(double[] point)
    {
        LinearObjective objective = _data.Objective(Losses.MeanSquaredError, fitIntercept: false, _data.TargetShift, _data.TargetUnit);
        return objective.Evaluate(point, new double[point.Length]);
    }

    /// <summary>Copies the features column by column.</summary>
    private ColumnQuadratic Columns()
    {
        int n = _data.Moments.Rows, d = _data.Features, first = 0;
        double[] columns = new double[checked(n * d)], targets = new double[n], weights = new double[n];
        foreach (DenseRows block in _data.Rows.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                (targets[first + i], weights[first + i]) = ((block.Targets[i] - _data.TargetShift[0]) / _data.TargetUnit, block.Weights?[i] ?? 1);
            }

            var copy = new ColumnCopy(block, columns.AsSpan(first), n);
            Workers.Run(ref copy, copy.Parts);
            first += block.Rows;
        }

        return ColumnQuadratic.Standardized(columns, targets, _data.Standardization.Means, _data.Standardization.Scales, weights);
    }
}
