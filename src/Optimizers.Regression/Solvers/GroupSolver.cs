namespace Optimizers.Regression;

/// <summary>Descent by groups for squared errors with a group lasso: u_g ← the minimum over u_g alone, for each group of the working set in turn.</summary>
/// <remarks>Where that costs more than a Newton step on all groups that are not 0, whose penalties are smooth there, one is tried; it is taken if it goes
/// down.</remarks>
/// <param name="quadratic">The squared errors.</param>
/// <param name="sizes">The coordinates of each group.</param>
/// <param name="tolerance">When to stop.</param>
internal sealed class GroupSolver(Quadratic quadratic, int[] sizes, DescentTolerance tolerance) : WorkingSetDescent(quadratic, sizes.Length, tolerance)
{
    // steps that come no nearer, after which they have done what rounding lets them
    private const int MostIdle = 10;

    private readonly int[] _firsts = [.. sizes.Select((_, group) => sizes.Take(group).Sum())];
    private readonly List<GroupBlock> _blocks = [];
    private readonly List<int> _groups = [];
    private readonly GroupStep _step = new();
    private readonly double[] _moved = new double[sizes.Max()];
    private GroupTerms _terms = null!;
    private double[] _before = [];

    /// <summary>Solves, from where the last solution was.</summary>
    /// <param name="terms">What is asked of each group, of the sizes that it was made for and always the same scales.</param>
    public CoordinateSolution Solve(GroupTerms terms)
    {
        (_before, _terms) = (_terms is null ? terms.Weights : _terms.Weights, terms);
        return Solve();
    }

    /// <summary>Solves, from a point.</summary>
    public CoordinateSolution Solve(GroupTerms terms, ReadOnlySpan<double> point)
    {
        _terms = terms;
        Start(point);
        return Solve(terms);
    }

    protected override (int First, int Count) ColumnsOf(int unit) => (_firsts[unit], sizes[unit]);

    protected override double Violation(int unit)
    {
        (int first, int size) = ColumnsOf(unit);
        return Violation(Point.AsSpan(first, size), Gradient.AsSpan(first, size), _terms.Scales.AsSpan(first, size), _terms.Weights[unit]);
    }

    protected override bool IsStrong(int unit)
    {
        (int first, int size) = ColumnsOf(unit);
        return !(Slope(Gradient.AsSpan(first, size), _terms.Scales.AsSpan(first, size)) < (2 * _terms.Weights[unit]) - _before[unit]);
    }

    protected override void Added(ReadOnlySpan<int> units)
    {
        int place = Set.Count - units.ToArray().Sum(unit => sizes[unit]);
        foreach (int unit in units)
        {
            _groups.Add(unit);
            _blocks.Add(new GroupBlock(Set, place, _terms.Scales[_firsts[unit]..(_firsts[unit] + sizes[unit])]));
            place += sizes[unit];
        }
    }

    protected override double Terms()
    {
        double sum = 0;
        for (int unit = 0; unit < sizes.Length; unit++)
        {
            (int first, int size) = ColumnsOf(unit);
            sum += _terms.Weights[unit] * Norm(Point.AsSpan(first, size), _terms.Scales.AsSpan(first, size));
        }

        return sum;
    }

    protected override double Gap()
    {
        (double norms, double scale) = (0, 1);
        for (int unit = 0; unit < sizes.Length; unit++)
        {
            (int first, int size) = ColumnsOf(unit);
            ReadOnlySpan<double> scales = _terms.Scales.AsSpan(first, size);
            norms += _terms.Weights[unit] * Norm(Point.AsSpan(first, size), scales);
            scale = Math.Min(scale, Dual(Gradient.AsSpan(first, size), scales, _terms.Weights[unit]));
        }

        return Gap(scale, ResidualSquare, norms + (scale * Blas.Dot(Point, Gradient)));
    }

    protected override void SweepResiduals() => throw new NotSupportedException("Groups that are not 0 have more columns than their products have memory.");

    protected override void Descend()
    {
        Span<double> point = Set.Point.AsSpan(0, Set.Count), gradient = Set.Gradient.AsSpan(0, Set.Count);
        double least = double.PositiveInfinity, lowest = double.PositiveInfinity;
        long credit = 0;
        for (int idle = 0; idle < MostIdle && Sweeps < Tolerance.MostSweeps; Sweeps++)
        {
            long moved = Sweep(point, gradient);
            credit += moved * Set.Count;
            bool steps = GroupStep.Cost(_blocks, point) <= credit;
            if (steps)
            {
                _step.Take(Set, _blocks, _groups, _terms.Weights, point, gradient);
                credit = 0;
            }

            (double violation, double gap, double value) = Look(point, gradient);
            if (moved == 0 || !(violation > Tolerance.Violation) || gap <= Tolerance.Gap)
            {
                return;
            }

            idle = violation < Progress * least || IsLower(value, lowest) ? 0 : idle + (steps ? 1 : 0);
            (least, lowest) = (Math.Min(least, violation), Math.Min(lowest, value));
        }
    }

    private long Sweep(Span<double> point, Span<double> gradient)
    {
        long moved = 0;
        for (int i = 0; i < _blocks.Count; i++)
        {
            GroupBlock block = _blocks[i];
            Span<double> group = point.Slice(block.First, block.Size), next = _moved.AsSpan(0, block.Size);
            ReadOnlySpan<double> slopes = gradient.Slice(block.First, block.Size);
            double weight = _terms.Weights[_groups[i]];
            if (!(Violation(group, slopes, block.Scales, weight) > Tolerance.Violation))
            {
                continue;
            }

            block.Minimize(group, slopes, weight, next);
            for (int k = 0; k < block.Size; k++)
            {
                double move = next[k] - group[k];
                if (move != 0)
                {
                    group[k] = next[k];
                    Set.Move(block.First + k, move, gradient);
                    moved++;
                }
            }
        }

        return moved;
    }

    /// <summary>The largest violation, the gap and the value of the working set.</summary>
    private (double Violation, double Gap, double Value) Look(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double largest = 0, scale = 1, norms = 0, square = HeldResidualSquare();
        for (int i = 0; i < _blocks.Count; i++)
        {
            GroupBlock block = _blocks[i];
            ReadOnlySpan<double> group = point.Slice(block.First, block.Size), slopes = gradient.Slice(block.First, block.Size);
            double weight = _terms.Weights[_groups[i]];
            largest = Math.Max(largest, Violation(group, slopes, block.Scales, weight));
            scale = Math.Min(scale, Dual(slopes, block.Scales, weight));
            norms += weight * Norm(group, block.Scales);
        }

        return (largest, Gap(scale, square, norms + (scale * Blas.Dot(point, gradient))), (square / 2) + norms);
    }

    private double Gap(double scale, double square, double terms) => ((0.5 * (1 - scale) * (1 - scale) * square) + terms) / Unit;

    /// <summary>By how much slopes have to be scaled to be dual feasible; NaN without a penalty.</summary>
    private static double Dual(ReadOnlySpan<double> slopes, ReadOnlySpan<double> scales, double weight)
        => weight > 0 ? weight / Slope(slopes, scales) : double.NaN;

    /// <summary>‖D⁻¹∇‖₂ of a group.</summary>
    private static double Slope(ReadOnlySpan<double> slopes, ReadOnlySpan<double> scales)
    {
        double squares = 0;
        for (int k = 0; k < slopes.Length; k++)
        {
            squares += slopes[k] / scales[k] * (slopes[k] / scales[k]);
        }

        return Math.Sqrt(squares);
    }

    /// <summary>‖D⁻¹∇ + λDu/‖Du‖‖₂, or at 0 what ‖D⁻¹∇‖₂ is above λ.</summary>
    private static double Violation(ReadOnlySpan<double> point, ReadOnlySpan<double> slopes, ReadOnlySpan<double> scales, double weight)
    {
        double norm = Norm(point, scales), squares = 0;
        for (int k = 0; k < point.Length; k++)
        {
            double part = (slopes[k] / scales[k]) + (norm > 0 ? weight * scales[k] * point[k] / norm : 0);
            squares += part * part;
        }

        return norm > 0 ? Math.Sqrt(squares) : Math.Max(0, Math.Sqrt(squares) - weight);
    }

    private static double Norm(ReadOnlySpan<double> point, ReadOnlySpan<double> scales)
    {
        double squares = 0;
        for (int k = 0; k < point.Length; k++)
        {
            squares += point[k] * scales[k] * (point[k] * scales[k]);
        }

        return Math.Sqrt(squares);
    }
}
