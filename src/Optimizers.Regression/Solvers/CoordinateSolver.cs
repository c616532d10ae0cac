namespace Optimizers.Regression;

/// <summary>Coordinate descent for squared errors with a lasso, an elastic net or bounds, whose weights each coordinate may have of its own.</summary>
/// <remarks>
/// <code>
/// uⱼ ← the minimum over uⱼ alone, for each j of the working set in turn
/// u_F ← u_F − t·H⁻¹∇_F over the free coefficients, whenever the sweeps since the last time cost as much as this does
/// </code>
/// <para>So at most half of the work is spent on what the other would have done better: easy problems end by sweeps alone, nearly equal columns, between
/// which sweeps trade tiny moves, are settled at once, and along
/// a path, where few coefficients come and go, most steps are the second.</para>
/// </remarks>
/// <param name="quadratic">The squared errors.</param>
/// <param name="tolerance">When to stop.</param>
internal sealed class CoordinateSolver(Quadratic quadratic, DescentTolerance tolerance) : WorkingSetDescent(quadratic, quadratic.Dimension, tolerance)
{
    // steps that come no nearer, after which sweeps and steps have done what rounding lets them
    private const int MostIdle = 4;

    // by residuals, between two looks at all slopes
    private const int SweepsOfResiduals = 10;

    // sweeps of all coordinates that a step may cost at any time
    private const int StepShare = 16;

    private CoordinateTerms _terms = null!;
    private CoordinateTerms _held = CoordinateTerms.None(0);
    private double[] _before = [];
    private FreeStep? _step;

    /// <summary>Solves, from where the last solution was.</summary>
    /// <param name="terms">What is asked of each coordinate.</param>
    public CoordinateSolution Solve(CoordinateTerms terms)
    {
        (_before, _terms) = (_terms is null ? terms.L1 : _terms.L1, terms);
        if (terms.IsOutside(Point))
        {
            double[] held = (double[])Point.Clone();
            terms.Hold(held);
            Start(held);
        }

        Gather(0);
        return Solve();
    }

    /// <summary>Solves from a point, which is moved within the bounds.</summary>
    public CoordinateSolution Solve(CoordinateTerms terms, ReadOnlySpan<double> start)
    {
        double[] held = start.ToArray();
        terms.Hold(held);
        _terms ??= terms;
        Start(held);
        return Solve(terms);
    }

    protected override (int First, int Count) ColumnsOf(int unit) => (unit, 1);

    protected override double Violation(int unit) => _terms.Violation(unit, Point[unit], Gradient[unit]);

    protected override bool IsStrong(int unit) => !(Math.Abs(Gradient[unit]) < (2 * _terms.L1[unit]) - _before[unit]);

    protected override void Added(ReadOnlySpan<int> units)
    {
        if (_held.L1.Length < Set.Capacity)
        {
            _held = CoordinateTerms.None(Set.Capacity);
            Gather(0);
        }
        else
        {
            Gather(Set.Count - units.Length);
        }
    }

    protected override double Terms() => _terms.Evaluate(Point);

    protected override double Gap()
        => _terms.Gap(Point, Gradient, ResidualSquare) / Unit;

    protected override void SweepResiduals()
    {
        for (int sweep = 0; sweep < SweepsOfResiduals; sweep++, Sweeps++)
        {
            for (int j = 0; j < Point.Length; j++)
            {
                if (Point[j] == 0 && !(Violation(j) > Tolerance.Violation))
                {
                    continue;
                }

                double next = _terms.Minimum(j, Point[j], Quadratic.Slope(j), Quadratic.Curvature(j));
                if (next != Point[j])
                {
                    Quadratic.Move(j, next - Point[j]);
                    Point[j] = next;
                }
            }
        }
    }

    protected override void Descend()
    {
        _step ??= new FreeStep(Set, Tolerance.Violation);
        Span<double> point = Set.Point.AsSpan(0, Set.Count), gradient = Set.Gradient.AsSpan(0, Set.Count);
        double least = double.PositiveInfinity, lowest = double.PositiveInfinity;
        long credit = 0;
        for (int idle = 0; idle < MostIdle && Sweeps < Tolerance.MostSweeps;)
        {
            bool steps = _step.Cost(_held, point) <= Math.Max(credit, StepShare * (long)Set.Count * Set.Count);
            if (steps)
            {
                _step.Take(_held, point, gradient);
                credit = 0;
            }

            double violation = _held.LargestViolation(point, gradient);
            if (!(violation > Tolerance.Violation))
            {
                return;
            }

            double square = HeldResidualSquare(), value = (square / 2) + _held.Evaluate(point);
            idle = violation < Progress * least || IsLower(value, lowest) ? 0 : idle + (steps ? 1 : 0);
            (least, lowest) = (Math.Min(least, violation), Math.Min(lowest, value));
            if (!steps && _held.Gap(point, gradient, square) <= Tolerance.Gap * Unit)
            {
                return;
            }

            (_, int moved) = CoordinateSweep.Do(Set, _held, point, gradient, Tolerance.Violation, free: !steps);
            moved = moved > 0 || !steps ? moved : CoordinateSweep.Do(Set, _held, point, gradient, Tolerance.Violation).Moved;
            Sweeps++;
            credit += (moved + 1L) * Set.Count;
            if (moved == 0)
            {
                return;
            }
        }
    }

    private void Gather(int first)
    {
        ReadOnlySpan<int> columns = Set.Columns;
        for (int i = first; i < columns.Length; i++)
        {
            int j = columns[i];
            (_held.L1[i], _held.L2[i], _held.Lower[i], _held.Upper[i]) = (_terms.L1[j], _terms.L2[j], _terms.Lower[j], _terms.Upper[j]);
        }
    }
}
