namespace Optimizers.Regression;

/// <summary>Descends on squared errors with terms of units, which are coordinates or groups, on few of them at a time; keeps its place for the next terms
/// of a path.</summary>
/// <remarks>
/// <code>
/// W ← W ∪ {units that violate their conditions};  solve on W;  ∇ ← Gu − c
/// </code>
/// <para>until no unit violates. Along a path only the units that the strong rule keeps are looked at while W changes, and all at the end: the rule can
/// fail, the check cannot. Papers:
/// <see href="https://doi.org/10.1111/j.1467-9868.2011.01004.x">Tibshirani et al. 2012</see> (strong rules),
/// <see href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani 2010</see>
/// (paths).</para>
/// </remarks>
internal abstract partial class WorkingSetDescent
{
    // of a violation, below which to go on has helped
    protected const double Progress = 0.5;

    // of ½y², by which values differ for rounding alone
    private const double Rounding = 1e-14;

    private readonly int[] _violators;
    private readonly double[] _violations;
    private readonly int[] _columns;
    private readonly int[] _strong;
    private readonly int[] _all;
    private int _strongCount;
    private int _strongColumns;

    // whether products have been given up, for there are more columns not 0 than they would have memory
    private bool _isTooWide;

    /// <param name="quadratic">The squared errors.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="tolerance">When to stop.</param>
    protected WorkingSetDescent(Quadratic quadratic, int units, DescentTolerance tolerance)
    {
        (Quadratic, Tolerance) = (quadratic, tolerance);
        (Point, Gradient, Set) = (new double[quadratic.Dimension], new double[quadratic.Dimension], new WorkingSet(quadratic.Dimension));
        (_violators, _violations, _strong, _columns) = (new int[units], new double[units], new int[units], new int[quadratic.Dimension]);
        _all = [.. Enumerable.Range(0, quadratic.Dimension)];
        Blas.Scale(-1, quadratic.Correlations, Gradient);
    }

    protected Quadratic Quadratic { get; }

    protected DescentTolerance Tolerance { get; }

    protected WorkingSet Set { get; }

    /// <summary>u.</summary>
    protected double[] Point { get; }

    /// <summary>Gu − c.</summary>
    protected double[] Gradient { get; }

    /// <summary>The sweeps since the terms were set.</summary>
    protected int Sweeps { get; set; }

    /// <summary>½y², or 1 without targets.</summary>
    protected double Unit => Quadratic.TargetSquare > 0 ? Quadratic.TargetSquare / 2 : 1;

    /// <summary>‖y − Zu‖².</summary>
    protected double ResidualSquare => Quadratic.ResidualSquare(Point, Gradient);

    /// <summary>The first column of a unit and their number.</summary>
    protected abstract (int First, int Count) ColumnsOf(int unit);

    /// <summary>How far a unit is from its conditions.</summary>
    protected abstract double Violation(int unit);

    /// <summary>Whether the strong rule keeps a unit from being left out.</summary>
    protected abstract bool IsStrong(int unit);

    /// <summary>Takes notice of units that have been added to the working set, after those that were.</summary>
    protected abstract void Added(ReadOnlySpan<int> units);

    /// <summary>Solves on the working set.</summary>
    protected abstract void Descend();

    /// <summary>Descends on all units by residuals, a few times, without products.</summary>
    protected abstract void SweepResiduals();

    /// <summary>The terms at the point.</summary>
    protected abstract double Terms();

    /// <summary>The duality gap as a share of <see cref="Unit"/>; NaN for none.</summary>
    protected abstract double Gap();

    /// <summary>Starts from a point.</summary>
    protected void Start(ReadOnlySpan<double> point)
    {
        point.CopyTo(Point);
        int count = 0;
        for (int unit = 0; unit < _violators.Length; unit++)
        {
            (int first, int columns) = ColumnsOf(unit);
            if (!Set.Has(first) && point.Slice(first, columns).ContainsAnyExcept(0.0))
            {
                _violators[count++] = unit;
            }
        }

        _isTooWide |= Set.Count + count > Quadratic.MostProducts;
        AddToSet(_isTooWide ? 0 : count);
        Quadratic.WriteSlopes(_all, Point, [], Gradient);
        Set.CopyFrom(Point, Gradient);
    }

    /// <summary>Solves, from where it is.</summary>
    protected CoordinateSolution Solve()
    {
        Sweeps = 0;
        FindStrong();

        // where the set is warm, it moves before others are let in: most that violate at once would not when it has
        bool isWarm = Set.Count > 0;
        double before = double.PositiveInfinity, valueBefore = double.PositiveInfinity;
        (double Value, double Violation)? start = null;
        while (true)
        {
            (double violation, int violators) = Check();
            double gap = Gap(), residual = ResidualSquare, value = (residual / 2) + Terms();
            start ??= (value, violation);
            StopReason reason = violation <= Tolerance.Violation || gap <= Tolerance.Gap ? StopReason.GradientTolerance
                : !double.IsFinite(violation) ? StopReason.NotFinite
                : Tolerance.Cancellation.IsCancellationRequested ? StopReason.Cancelled
                : Sweeps >= Tolerance.MostSweeps ? StopReason.IterationLimit
                : violators == 0 && violation >= Progress * before && !IsLower(value, valueBefore) ? StopReason.RoundingLimit : StopReason.None;
            if (reason != StopReason.None)
            {
                return new CoordinateSolution
                {
                    Point = (double[])Point.Clone(),
                    Reason = reason,
                    Sweeps = Sweeps,
                    Value = value,
                    ResidualSquare = residual,
                    Start = start.Value,
                    Gap = gap,
                    Violation = violation,
                };
            }

            if (_isTooWide || Set.Count + violators > Quadratic.MostProducts)
            {
                (_isTooWide, before) = (true, double.PositiveInfinity);
                SweepResiduals();
                Quadratic.WriteSlopes(_all, Point, [], Gradient);
                continue;
            }

            AddToSet(isWarm ? 0 : violators);
            (before, valueBefore, isWarm) = (isWarm ? before : violation, value, false);
            DescendAmongStrong();
        }
    }

    /// <summary>Whether a value is lower than another by more than rounding.</summary>
    protected bool IsLower(double value, double other) => value < other - (Rounding * Unit);

    /// <summary>‖y − Zu‖² on the working set.</summary>
    protected double HeldResidualSquare()
    {
        double square = Quadratic.TargetSquare;
        ReadOnlySpan<int> columns = Set.Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            square -= Set.Point[i] * (Quadratic.Correlations[columns[i]] - Set.Gradient[i]);
        }

        return square;
    }

    /// <summary>Descends until no unit that the strong rule keeps is left out, then finds all slopes.</summary>
    private void DescendAmongStrong()
    {
        bool isWhole = false;
        for (int violators = 1; violators > 0;)
        {
            Descend();
            Set.CopyTo(Point);
            violators = 0;
            if (_strongCount > 0 && Sweeps < Tolerance.MostSweeps)
            {
                isWhole = Quadratic.WriteSlopes(Set.Columns, Set.Point, _columns.AsSpan(0, _strongColumns), Gradient);
                violators = isWhole ? 0 : FindViolators(_strong.AsSpan(0, _strongCount));
                AddToSet(violators);
            }
        }

        if (!isWhole)
        {
            Quadratic.WriteSlopes(Set.Columns, Set.Point, [], Gradient);
        }

        Set.CopyFrom(Point, Gradient);
    }
}
