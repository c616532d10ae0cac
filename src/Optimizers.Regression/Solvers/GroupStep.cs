namespace Optimizers.Regression;

/// <summary>A Newton step on all groups that are not 0, where their penalties are smooth.</summary>
/// <remarks><code>H = G_FF + λ_g(D²/r − D²uuᵀD²/r³) on the blocks of the groups, r = ‖Du‖₂;  u_F ← u_F − t·H⁻¹∇_F with t = 1, ½, … as far as it goes down</code></remarks>
internal sealed class GroupStep
{
    private const int MostHalvings = 6;

    private readonly FreeFactor _factor = new();
    private readonly List<int> _free = [];
    private double[] _column = [];
    private double[] _move = [];
    private double[] _slopes = [];

    /// <summary>The operations that a step would take, as multiplications.</summary>
    public static long Cost(List<GroupBlock> blocks, ReadOnlySpan<double> point)
    {
        long free = 0;
        foreach (GroupBlock block in blocks)
        {
            free += point.Slice(block.First, block.Size).ContainsAnyExcept(0.0) ? block.Size : 0;
        }

        return (free * free * free / 6) + (free * point.Length);
    }

    /// <summary>Takes a step, if one goes down.</summary>
    public void Take(WorkingSet set, List<GroupBlock> blocks, List<int> groups, double[] weights, Span<double> point, Span<double> gradient)
    {
        if (_column.Length < set.Capacity)
        {
            (_column, _move, _slopes) = (new double[set.Capacity], new double[set.Capacity], new double[set.Capacity]);
        }

        if (!Factor(set, blocks, groups, weights, point, gradient))
        {
            return;
        }

        Span<double> move = _move.AsSpan(0, _free.Count);
        _factor.Solve(move);
        double share = Share(set, blocks, groups, weights, point, gradient);
        for (int i = 0; i < _free.Count && share > 0; i++)
        {
            point[_free[i]] += share * move[i];
            set.Move(_free[i], share * move[i], gradient);
        }
    }

    private bool Factor(WorkingSet set, List<GroupBlock> blocks, List<int> groups, double[] weights, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        _factor.Clear();
        _free.Clear();
        for (int b = 0; b < blocks.Count; b++)
        {
            GroupBlock block = blocks[b];
            double norm = Norm(block, point), weight = norm > 0 ? weights[groups[b]] / norm : 0;
            int first = _free.Count;
            for (int k = 0; k < block.Size && norm > 0; k++)
            {
                int j = block.First + k, row = j * set.Capacity;
                double square = block.Scales[k] * block.Scales[k], own = square * point[j] / norm;
                for (int i = 0; i < _free.Count; i++)
                {
                    double other = i < first ? 0 : block.Scales[i - first] * block.Scales[i - first] * point[_free[i]] / norm;
                    _column[i] = set.Gram[row + _free[i]] - (weight * own * other);
                }

                double diagonal = set.Gram[row + j] + (weight * (square - (own * own)));
                _move[_free.Count] = -gradient[j] - (weight * square * point[j]);
                if (!_factor.Add(_column.AsSpan(0, _free.Count), diagonal))
                {
                    return false;
                }

                _free.Add(j);
            }
        }

        return _free.Count > 0;
    }

    /// <summary>How much of the step goes down; 0 for none of it.</summary>
    private double Share(WorkingSet set, List<GroupBlock> blocks, List<int> groups, double[] weights, Span<double> point, ReadOnlySpan<double> gradient)
    {
        Span<double> bends = _slopes.AsSpan(0, set.Count);
        bends.Clear();
        double slope = 0, bend = 0, penalty = Penalty(blocks, groups, weights, point);
        for (int i = 0; i < _free.Count; i++)
        {
            set.Move(_free[i], _move[i], bends);
            slope += gradient[_free[i]] * _move[i];
        }

        for (int i = 0; i < _free.Count; i++)
        {
            bend += bends[_free[i]] * _move[i];
        }

        double share = 1;
        for (int halvings = 0; halvings < MostHalvings; halvings++, share /= 2)
        {
            Shift(point, share);
            double change = (share * slope) + (0.5 * share * share * bend) + Penalty(blocks, groups, weights, point) - penalty;
            Shift(point, -share);
            if (change <= 0)
            {
                return share;
            }
        }

        return 0;
    }

    private void Shift(Span<double> point, double share)
    {
        for (int i = 0; i < _free.Count; i++)
        {
            point[_free[i]] += share * _move[i];
        }
    }

    private static double Penalty(List<GroupBlock> blocks, List<int> groups, double[] weights, ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int b = 0; b < blocks.Count; b++)
        {
            sum += weights[groups[b]] * Norm(blocks[b], point);
        }

        return sum;
    }

    private static double Norm(GroupBlock block, ReadOnlySpan<double> point)
    {
        double squares = 0;
        for (int k = 0; k < block.Size; k++)
        {
            double part = block.Scales[k] * point[block.First + k];
            squares += part * part;
        }

        return Math.Sqrt(squares);
    }
}
