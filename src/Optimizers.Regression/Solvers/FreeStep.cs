namespace Optimizers.Regression;

/// <summary>Newton steps on the coefficients that are at no kink and no bound, as soon as they are the same as the last time.</summary>
/// <remarks>
/// <code>H = G_FF + diag ρ = LLᵀ,  u_F ← u_F − t·H⁻¹∇_F</code>
/// with t = 1, or less where a coefficient meets a kink or a bound. Where H is singular the step goes along the direction in which nothing bends, if there is a slope, to the first kink or bound; without a slope the
/// column that says nothing new is left alone. A sweep from the minimum of one set of free coefficients leads to lower ones, so that no set comes back.
/// </remarks>
/// <param name="gram">G, d × d.</param>
/// <param name="terms">What is asked of each coordinate.</param>
/// <param name="d">The coordinates of the group.</param>
/// <param name="first">The number of the first.</param>
/// <param name="flatSlope">The size of a slope that is none.</param>
internal sealed class FreeStep(double[] gram, CoordinateTerms terms, int d, int first, double flatSlope)
{
    // of a column's square, below which what it has beside those before it is rounding
    private const double MachineEpsilon = 2.220446049250313e-16;

    // of a column's square, above which what is left of it may still be the rounding of sums
    private const double BlindShare = 16 * MachineEpsilon;

    // sweeps that change which coefficients are free, after which the step is taken all the same
    private const int LongestWait = 10;

    private readonly double[] _slopes = new double[d];
    private readonly double[] _move = new double[d];
    private int[] _free = [];
    private int[] _before = [];
    private int _count;
    private int _countBefore = -1;
    private int _waited;
    private double[] _factor = [];

    /// <summary>Whether some column had beside the others, in the last step, no more than may be rounding.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Steps to the minimum over the coefficients that are free, leaving those at their kink or bound that meet it on the way.</summary>
    /// <param name="point">The coordinates of the group.</param>
    /// <param name="gradient">The gradient of the squared errors by them.</param>
    /// <returns>The change of the squared errors; 0 as long as sweeps still change which coefficients are free, up to a limit.</returns>
    public double Take(Span<double> point, Span<double> gradient)
    {
        if (!Find(point) && ++_waited < LongestWait)
        {
            return 0;
        }

        double change = 0;
        bool meets = true;
        for (_waited = 0; meets && _count > 0; Find(point))
        {
            (double step, int met) = Step(point, gradient);
            meets = met >= 0;
            change += double.IsInfinity(step) ? 0 : Move(point, gradient, step, met);
        }

        return change;
    }

    /// <summary>Writes the direction.</summary>
    /// <returns>How far along it to go, and which of the free coefficients then meets its kink or bound; −1 if none does.</returns>
    private (double Step, int Met) Step(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        for (int i = 0; i < _count; i++)
        {
            int j = _free[i];
            _slopes[i] = gradient[j] + (terms.L2[first + j] * point[j]) + (terms.L1[first + j] * Math.Sign(point[j]));
        }

        double step = Direction() ? double.PositiveInfinity : 1;
        int met = -1;
        for (int i = 0; i < _count; i++)
        {
            int j = _free[i];
            double room = _move[i] == 0 ? double.PositiveInfinity : (terms.End(first + j, point[j], _move[i]) - point[j]) / _move[i];
            (step, met) = room < step ? (room, i) : (step, met);
        }

        return (step, met);
    }

    private double Move(Span<double> point, Span<double> gradient, double step, int met)
    {
        double change = 0;
        for (int i = 0; i < _count; i++)
        {
            int j = _free[i];
            double next = i == met ? terms.End(first + j, point[j], _move[i]) : Math.Clamp(point[j] + (step * _move[i]), terms.Lower[first + j], terms.Upper[first + j]), move = next - point[j];
            if (move != 0)
            {
                change += move * (gradient[j] + (0.5 * gram[(j * d) + j] * move));
                point[j] = next;
                Blas.AddScaled(move, gram.AsSpan(j * d, d), gradient);
            }
        }

        return change;
    }

    /// <summary>Finds the coefficients that are free.</summary>
    /// <returns>Whether they are those of the last time.</returns>
    private bool Find(ReadOnlySpan<double> point)
    {
        (_before, _free) = (_free, _before.Length == d ? _before : new int[d]);
        (_countBefore, _count) = (_count, 0);
        for (int j = 0; j < d; j++)
        {
            if (terms.IsFree(first + j, point[j]))
            {
                _free[_count++] = j;
            }
        }

        return _count > 0 && _count == _countBefore && _free.AsSpan(0, _count).SequenceEqual(_before.AsSpan(0, _count));
    }

    /// <summary>Writes the direction.</summary>
    /// <returns>Whether nothing bends along it.</returns>
    private bool Direction()
    {
        int n = _count;
        IsBlind = false;
        _factor = _factor.Length >= n * n ? _factor : new double[n * n];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _factor.AsSpan(i * n, n);
            int at = _free[i] * d;
            for (int j = 0; j <= i; j++)
            {
                double left = gram[at + _free[j]] + (i == j ? terms.L2[first + _free[i]] : 0) - Blas.Dot(row[..j], _factor.AsSpan(j * n, j));
                double pivot = _factor[(j * n) + j];
                row[j] = j < i ? (pivot > 0 ? left / pivot : 0) : left;
            }

            double size = gram[at + _free[i]] + terms.L2[first + _free[i]];
            IsBlind |= row[i] <= BlindShare * n * size;
            if (row[i] > 4 * n * MachineEpsilon * size)
            {
                row[i] = Math.Sqrt(row[i]);
                continue;
            }

            if (IsSlope(i, n))
            {
                return true;
            }

            // the column is left alone
            row.Clear();
        }

        Solve(n);
        return false;
    }

    /// <summary>Writes the direction in which a column goes against those before it so that no prediction changes, downwards.</summary>
    private bool IsSlope(int column, int n)
    {
        Array.Clear(_move);
        _factor.AsSpan(column * n, column).CopyTo(_move);
        _move[column] = -1;
        SolveUpper(column, n);
        double slope = Blas.Dot(_move.AsSpan(0, column + 1), _slopes.AsSpan(0, column + 1)), size = 0;
        for (int i = 0; i <= column; i++)
        {
            size += Math.Abs(_move[i]);
        }

        Blas.Scale(-Math.Sign(slope), _move, _move);
        return Math.Abs(slope) > flatSlope * size;
    }

    private void Solve(int n)
    {
        for (int i = 0; i < n; i++)
        {
            double pivot = _factor[(i * n) + i];
            _move[i] = pivot > 0 ? (-_slopes[i] - Blas.Dot(_factor.AsSpan(i * n, i), _move.AsSpan(0, i))) / pivot : 0;
        }

        SolveUpper(n, n);
    }

    /// <summary>Lᵀx = x over the first columns, in place.</summary>
    private void SolveUpper(int columns, int n)
    {
        for (int i = columns - 1; i >= 0; i--)
        {
            double pivot = _factor[(i * n) + i];
            _move[i] = pivot > 0 ? _move[i] / pivot : 0;
            Blas.AddScaled(-_move[i], _factor.AsSpan(i * n, i), _move.AsSpan(0, i));
        }
    }
}
