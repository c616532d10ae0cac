namespace Optimizers.Regression;

/// <summary>Descends on squared errors with terms of units, which are coordinates or groups, on few of them at a time; keeps its place for the next terms of a path.</summary>
/// <remarks>
/// <code>
/// W ← W ∪ {units that violate their conditions};  solve on W;  ∇ ← Gu − c
/// </code>
/// <para>until no unit violates. Along a path only the units that the strong rule keeps are looked at while W changes, and all at the end: the rule can fail, the check cannot. Papers:
/// <see href="https://doi.org/10.1111/j.1467-9868.2011.01004.x">Tibshirani et al. 2012</see> (strong rules), <see href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani 2010</see> (paths).</para>
/// </remarks>
internal abstract class WorkingSetDescent
{
    // of a violation, below which to go on has helped
    protected const double Progress = 0.5;

    // units added at a time, at least
    private const int FewestAdded = 32;

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
        double before = double.PositiveInfinity;
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
                : violators == 0 && violation >= Progress * before ? StopReason.RoundingLimit : StopReason.None;
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
            (before, isWarm) = (isWarm ? before : violation, false);
            DescendAmongStrong();
        }
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

    private void FindStrong()
    {
        (_strongCount, _strongColumns) = (0, 0);
        for (int unit = 0; unit < _strong.Length; unit++)
        {
            (int first, int count) = ColumnsOf(unit);
            if (!Set.Has(first) && IsStrong(unit))
            {
                _strong[_strongCount++] = unit;
                for (int i = 0; i < count; i++)
                {
                    _columns[_strongColumns++] = first + i;
                }
            }
        }
    }

    /// <summary>The largest violation of all units, and the number of those left out that violate.</summary>
    private (double Largest, int Violators) Check()
    {
        double largest = 0;
        int count = 0;
        for (int unit = 0; unit < _violators.Length; unit++)
        {
            double violation = Violation(unit);
            largest = double.IsNaN(violation) ? violation : Math.Max(largest, violation);
            if (violation > Tolerance.Violation && !Set.Has(ColumnsOf(unit).First))
            {
                (_violators[count], _violations[count]) = (unit, -violation);
                count++;
            }
        }

        return (largest, Worst(count));
    }

    private int FindViolators(ReadOnlySpan<int> units)
    {
        int count = 0;
        foreach (int unit in units)
        {
            if (!Set.Has(ColumnsOf(unit).First) && Violation(unit) is var violation && violation > Tolerance.Violation)
            {
                (_violators[count], _violations[count]) = (unit, -violation);
                count++;
            }
        }

        return Worst(count);
    }

    /// <summary>Brings the worst violators to the front, if there are more than should be added at a time.</summary>
    private int Worst(int count)
    {
        int most = Math.Max(FewestAdded, Set.Count);
        if (count <= most)
        {
            return count;
        }

        Array.Sort(_violations, _violators, 0, count);
        Array.Sort(_violators, 0, most);
        return most;
    }

    private void AddToSet(int count)
    {
        if (count == 0)
        {
            return;
        }

        ReadOnlySpan<int> units = _violators.AsSpan(0, count);
        Set.Add(Quadratic, Columns(units), Point, Gradient);
        Added(units);
    }

    private int[] Columns(ReadOnlySpan<int> units)
    {
        List<int> columns = new(units.Length);
        foreach (int unit in units)
        {
            (int first, int count) = ColumnsOf(unit);
            columns.AddRange(Enumerable.Range(first, count));
        }

        return [.. columns];
    }
}
