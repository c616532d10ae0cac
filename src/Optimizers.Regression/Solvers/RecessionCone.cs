using System.Numerics.Tensors;

namespace Optimizers.Regression;

/// <summary>The directions of the parameters along which the objective does not rise without end, found where they lower it: those that separate
/// samples.</summary>
/// <remarks>
/// <code>
/// C = {d : the prediction xᵀd of every sample goes where its loss does not rise, and d stays within bounds}
/// </code>
/// <para>Such a d lowers the loss exactly if some xᵀd is not 0. The projection onto C of the sum of all that the samples point at is 0 if there is none and
/// lowers the loss if there is one; that projection is found over the side which is violated most, again and again. What it separates is left out, and the
/// others are looked at in the same way. It is the linear program of K. Konis,
/// <see href="https://ora.ox.ac.uk/objects/uuid:8f9ee0d0-d78e-4101-9ab4-f9cbceed2a2a">Linear programming algorithms for detecting separated data in binary
/// logistic regression models</see>, 2007.</para>
/// </remarks>
internal sealed class RecessionCone
{
    // of what is projected, where the cone is a point
    private const double SmallestProjection = 1e-12;

    private const double GoldenRatio = 0.6180339887498949;

    private readonly StandardizedSamples _data;
    private readonly DesignBasis _basis;
    private readonly int _target;
    private readonly int _groups;
    private readonly double[] _difference;
    private readonly List<double[]> _found = [];

    /// <param name="data">The samples.</param>
    /// <param name="basis">Coordinates of their rows.</param>
    /// <param name="target">The target, of a loss of one output; of softmax, the first.</param>
    public RecessionCone(StandardizedSamples data, DesignBasis basis, int target)
        => (_data, _basis, _target, _groups, _difference) = (data, basis, target, data.Settings.Loss.Outputs, new double[basis.Width]);

    /// <summary>What a side asks of a direction: xᵀ(d of one group − d of another) ≥ 0, or = 0; a group of −1 is none.</summary>
    private delegate void Visit(ReadOnlySpan<double> row, int above, int below, bool isEquality, bool isSample);

    /// <summary>How many of the directions are those of a parameter of the user's alone, which come first; each other is one of the samples that those before
    /// it do not separate.</summary>
    public int SingleCount { get; private set; }

    /// <summary>Whether the directions leave no sample undecided.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Independent directions that together separate all that can be separated, of extended rows, group by group.</summary>
    public IReadOnlyList<double[]> Directions()
    {
        AddSingle();
        SingleCount = _found.Count;
        for (int left = _groups * _basis.Rank; left > 0 && Project() is { } direction; left--)
        {
            Simplify(direction);
            _found.Add(direction);
        }

        ForEach((_, _, _, _, isSample) => IsComplete &= !isSample);
        return _found;
    }

    /// <summary>Takes the directions of a single parameter of the user's, which are named most simply.</summary>
    private void AddSingle()
    {
        int p = _basis.Width;
        double[][] singles = [.. Enumerable.Range(0, p).Select(Single)];
        // of a group, a parameter and a sign: rising first
        bool[] isOpen = [.. Enumerable.Repeat(true, _groups * p * 2)], lowers = new bool[isOpen.Length];
        ForEach((row, above, below, isEquality, isSample) =>
        {
            for (int j = 0; j < p; j++)
            {
                double slope = DesignBasis.Along(row, singles[j]);
                for (int side = 0; slope != 0 && side < 2; side++)
                {
                    if ((side == 0 ? above : below) is >= 0 and var group)
                    {
                        int rising = ((group * p) + j) * 2, good = rising + ((slope > 0) == (side == 0) ? 0 : 1), bad = good ^ 1;
                        isOpen[bad] = false;
                        isOpen[good] &= !isEquality;
                        lowers[good] |= isSample;
                    }
                }
            }
        });

        // of two classes one stands for both
        for (int at = _groups == 2 ? p * 2 : 0; at < isOpen.Length; at++)
        {
            if (isOpen[at] && lowers[at])
            {
                double[] direction = new double[_groups * p];
                Blas.Scale(at % 2 == 0 ? 1 : -1, singles[at / 2 % p], direction.AsSpan(at / 2 / p * p, p));
                _found.Add(direction);
            }
        }
    }

    /// <summary>Takes the coefficients of features that are directions alone out of another: they do not matter to the samples that are left.</summary>
    private void Simplify(double[] direction)
    {
        foreach (double[] single in _found.Take(SingleCount))
        {
            int at = Array.FindIndex(single, value => value != 0);
            if (at % _basis.Width < _data.Features)
            {
                Blas.AddScaled(-direction[at] / single[at], single, direction);
                direction[at] = 0;
            }
        }
    }

    /// <summary>The user's parameter alone, as a direction of extended rows.</summary>
    private double[] Single(int parameter)
    {
        double[] direction = new double[_basis.Width];
        direction[parameter] = 1;
        _data.Standardization.FromUserUnits(direction);
        _basis.FromParameters(direction);
        return direction;
    }

    /// <summary>The projection onto the cone of what the samples that are left point at; null where it is 0.</summary>
    private double[]? Project()
    {
        int p = _basis.Width, rank = _basis.Rank;
        double[] pull = new double[_groups * p], direction = new double[_groups * p];
        double mark = 0;
        ForEach((row, above, below, isEquality, isSample) =>
        {
            if (isSample && !isEquality)
            {
                // any weights above 0 do; unlike ones keep sides from meeting the projection several at once
                mark = (mark + GoldenRatio) % 1;
                AddTo(pull, row, above, below, (1 + mark) / Blas.Norm(row));
            }
        });

        double[] origin = ToBasis(pull);
        double length = Blas.Norm(origin);
        if (length == 0)
        {
            return null;
        }

        var projection = new ConeProjection(origin);
        var worst = new Worst(p);
        for (int left = 50 * ((_groups * rank) + 20); left > 0; left--)
        {
            if (Blas.Norm(projection.Point) <= SmallestProjection * length)
            {
                return null;
            }

            for (int group = 0; group < _groups; group++)
            {
                _basis.Lift(projection.Point.AsSpan(group * rank, rank), direction.AsSpan(group * p, p));
            }

            worst.Clear();
            ForEach((row, above, below, isEquality, _) => worst.Look(row, above, below, isEquality, Along(direction, row, above, below)));
            if (worst.Violation == 0)
            {
                return direction;
            }

            double[] side = new double[_groups * p];
            AddTo(side, worst.Row, worst.Above, worst.Below, 1);
            double[] normal = ToBasis(side);
            Blas.Scale(1 / Blas.Norm(normal), normal, normal);
            if (!projection.Add(normal, worst.IsEquality))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Visits the sides of the cone, but those that a direction found before leaves behind.</summary>
    private void ForEach(Visit visit)
    {
        double[] row = new double[_basis.Width];
        foreach ((DenseRows block, int i) in _data.Samples.Counted())
        {
            _basis.Extend(block.Row(i), row);
            if (!row.AsSpan().ContainsAnyExcept(0))
            {
                continue;
            }

            ReadOnlySpan<double> targets = block.Targets.AsSpan((i * block.TargetCount) + _target, _groups);
            if (_groups == 1)
            {
                Offer(row, Recession.MayRise(_data.Settings.Loss, targets[0]), Recession.MayFall(_data.Settings.Loss, targets[0]), 0, isSample: true, visit);
                continue;
            }

            int own = targets.IndexOfAnyExcept(0);
            for (int other = 0; other < _groups; other++)
            {
                if (other != own && (targets[other] > 0 || IsLeft(row, own, other)))
                {
                    visit(row, own, other, isEquality: targets[other] > 0, isSample: true);
                }
            }
        }

        for (int at = 0; at < _groups * _data.Features; at++)
        {
            (bool rises, bool falls) = Separation.Freedom(_data.Settings, at % _data.Features);
            Array.Clear(row);
            row[at % _data.Features] = 1;
            Offer(row, rises, falls, at / _data.Features, isSample: false, visit);
        }
    }

    /// <summary>Visits the side of what may go up, down or neither; what may go both ways has none.</summary>
    private void Offer(double[] row, bool rises, bool falls, int group, bool isSample, Visit visit)
    {
        (int above, int below) = falls ? (-1, group) : (group, -1);
        bool isEquality = !rises && !falls;
        if (rises != falls ? !isSample || IsLeft(row, above, below) : isEquality)
        {
            visit(row, above, below, isEquality, isSample);
        }
    }

    private bool IsLeft(double[] row, int above, int below) => !_found.Exists(direction => Along(direction, row, above, below) > 0);

    /// <summary>What a side gains along a direction; 0 within rounding.</summary>
    private double Along(double[] direction, ReadOnlySpan<double> row, int above, int below)
    {
        int p = row.Length;
        Span<double> difference = _difference;
        difference.Clear();
        if (above >= 0)
        {
            direction.AsSpan(above * p, p).CopyTo(difference);
        }

        if (below >= 0)
        {
            Blas.AddScaled(-1, direction.AsSpan(below * p, p), difference);
        }

        return DesignBasis.Along(row, difference, _groups == 1 ? 0 : TensorPrimitives.SumOfMagnitudes<double>(direction));
    }

    private static void AddTo(double[] sum, ReadOnlySpan<double> row, int above, int below, double scale)
    {
        if (above >= 0)
        {
            Blas.AddScaled(scale, row, sum.AsSpan(above * row.Length, row.Length));
        }

        if (below >= 0)
        {
            Blas.AddScaled(-scale, row, sum.AsSpan(below * row.Length, row.Length));
        }
    }

    private double[] ToBasis(double[] rows)
    {
        double[] projected = new double[_groups * _basis.Rank];
        for (int group = 0; group < _groups; group++)
        {
            _basis.Project(rows.AsSpan(group * _basis.Width, _basis.Width), projected.AsSpan(group * _basis.Rank, _basis.Rank));
        }

        return projected;
    }

    /// <summary>The side that is violated most.</summary>
    private sealed class Worst(int width)
    {
        public double[] Row { get; } = new double[width];

        public int Above { get; private set; }

        public int Below { get; private set; }

        public bool IsEquality { get; private set; }

        public double Violation { get; private set; }

        public void Clear() => Violation = 0;

        public void Look(ReadOnlySpan<double> row, int above, int below, bool isEquality, double along)
        {
            double violation = (isEquality ? Math.Abs(along) : Math.Max(0, -along)) / Blas.Norm(row);
            if (violation > Violation)
            {
                (Violation, IsEquality) = (violation, isEquality);
                // an equality is asked for from the side where it is violated
                (Above, Below) = along < 0 ? (above, below) : (below, above);
                row.CopyTo(Row);
            }
        }
    }
}
