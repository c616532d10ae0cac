namespace Optimizers.Regression;

/// <summary>Newton steps on the coefficients that are at no kink and no bound.</summary>
/// <remarks>
/// <code>H = G_FF + diag ρ = RᵀR,  u_F ← u_F − t·H⁻¹∇_F</code>
/// with t = 1, or less where a coefficient meets a kink or a bound. Where H is singular the step goes along the direction in which nothing bends, if there
/// is a slope, to the first kink or bound; without a slope the
/// column that says nothing new is left alone. A sweep from the minimum of one set of free coefficients leads to lower ones, so that no set comes back. The
/// factor is kept from step to step, and along a path, and
/// follows the set: a coefficient more or less costs what a sweep does, where a new factor would cost a sweep for each.
/// </remarks>
/// <param name="set">The columns.</param>
/// <param name="flatSlope">The size of a slope that is none.</param>
internal sealed partial class FreeStep(WorkingSet set, double flatSlope)
{
    private readonly FreeFactor _factor = new();

    // the coefficients of the factor in its order, and one more of a flat direction; where each is in it, or −1
    private int[] _members = [];
    private int[] _places = [];
    private double[] _slopes = [];
    private double[] _move = [];

    // ρ of the factor
    private double[] _bends = [];

    /// <summary>The operations that a step would take, as multiplications.</summary>
    public long Cost(CoordinateTerms terms, ReadOnlySpan<double> point)
    {
        Reserve();
        long free = 0, added = 0, kept = 0;
        for (int j = 0; j < set.Count; j++)
        {
            if (terms.IsFree(j, point[j]))
            {
                free++;
                added += _places[j] < 0 || _bends[j] != terms.L2[j] ? 1 : 0;
                kept += _places[j] < 0 ? 0 : 1;
            }
        }

        long changes = added + (2 * (_factor.Count - kept));
        return (Math.Min(changes, (free / 3) + 1) * free * free / 2) + (free * free) + (free * set.Count);
    }

    /// <summary>Steps to the minimum over the coefficients that are free, leaving those at their kink or bound that meet it on the way.</summary>
    /// <param name="terms">What is asked of each coordinate.</param>
    /// <param name="point">The coordinates.</param>
    /// <param name="gradient">The gradient of the squared errors by them.</param>
    /// <returns>The change of the squared errors.</returns>
    public double Take(CoordinateTerms terms, Span<double> point, Span<double> gradient)
    {
        Reserve();
        double change = 0;
        bool meets = true;
        while (meets)
        {
            int flat = Match(terms, point, gradient), count = _factor.Count + (flat >= 0 ? 1 : 0);
            (double step, int met) = flat >= 0 ? Room(terms, point, count, double.PositiveInfinity) : default;
            if (flat < 0 || met < 0)
            {
                count = _factor.Count;
                Slopes(terms, point, gradient, count);
                Blas.Scale(-1, _slopes.AsSpan(0, count), _move.AsSpan(0, count));
                _factor.Solve(_move.AsSpan(0, count));
                (step, met) = Room(terms, point, count, 1);
            }

            meets = met >= 0;
            change += Move(terms, point, gradient, count, step, met);
        }

        return change;
    }

    /// <summary>Whether some column of the factor has beside those before it no more than may be rounding.</summary>
    public bool IsBlind => _factor.IsBlind;

    /// <summary>Forgets the factor, after the columns or many terms have changed.</summary>
    public void Forget()
    {
        _factor.Clear();
        Array.Fill(_places, -1);
    }

    private void Slopes(CoordinateTerms terms, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int j = _members[i];
            _slopes[i] = gradient[j] + (terms.L2[j] * point[j]) + (terms.L1[j] * Math.Sign(point[j]));
        }
    }

    /// <summary>How far along the direction to go, and which of the coefficients then meets its kink or bound; −1 if none does.</summary>
    private (double Step, int Met) Room(CoordinateTerms terms, ReadOnlySpan<double> point, int count, double most)
    {
        (double step, int met) = (most, -1);
        for (int i = 0; i < count; i++)
        {
            int j = _members[i];
            double room = _move[i] == 0 ? double.PositiveInfinity : (terms.End(j, point[j], _move[i]) - point[j]) / _move[i];
            (step, met) = room < step ? (room, i) : (step, met);
        }

        return (step, met);
    }

    /// <summary>Goes along the direction; what the squared errors change by is ½ of the slopes before and after times the moves.</summary>
    private double Move(CoordinateTerms terms, Span<double> point, Span<double> gradient, int count, double step, int met)
    {
        double change = 0;
        ReadOnlySpan<int> members = _members.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            int j = members[i];
            double aim = Math.Clamp(point[j] + (step * _move[i]), terms.Lower[j], terms.Upper[j]), next = i == met ? terms.End(j, point[j], _move[i]) : aim;
            (_move[i], point[j]) = (next - point[j], next);
            change += _move[i] * gradient[j];
        }

        FourColumns.AddRows(set.Gram, set.Capacity, members, _move.AsSpan(0, count), gradient);
        for (int i = 0; i < count; i++)
        {
            change += _move[i] * gradient[members[i]];
        }

        return change / 2;
    }

    private void Reserve()
    {
        if (_places.Length < set.Capacity)
        {
            int known = _places.Length;
            Array.Resize(ref _places, set.Capacity);
            Array.Fill(_places, -1, known, set.Capacity - known);
            Array.Resize(ref _members, set.Capacity + 1);
            Array.Resize(ref _slopes, set.Capacity + 1);
            Array.Resize(ref _move, set.Capacity + 1);
            Array.Resize(ref _bends, set.Capacity);
        }

    }
}
