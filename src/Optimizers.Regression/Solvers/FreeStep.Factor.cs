namespace Optimizers.Regression;

/// <content>The factor, which follows the free coefficients.</content>
internal sealed partial class FreeStep
{
    /// <summary>Makes the factor that of the free coefficients, apart from those whose columns say nothing new.</summary>
    /// <returns>The coefficient whose direction is flat and has a slope, and was written; −1 for none.</returns>
    private int Match(CoordinateTerms terms, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        int gone = 0;
        for (int i = 0; i < _factor.Count; i++)
        {
            gone += Stays(terms, point, _members[i]) ? 0 : 1;
        }

        if (gone > _factor.Count / 3)
        {
            Forget();
        }

        for (int i = _factor.Count - 1; i >= 0; i--)
        {
            if (!Stays(terms, point, _members[i]))
            {
                Remove(i);
            }
        }

        for (int j = 0; j < set.Count; j++)
        {
            if (_places[j] < 0 && terms.IsFree(j, point[j]) && !Add(terms, j) && IsSlope(terms, point, gradient, j))
            {
                return j;
            }
        }

        return -1;
    }

    private bool Stays(CoordinateTerms terms, ReadOnlySpan<double> point, int j) => terms.IsFree(j, point[j]) && _bends[j] == terms.L2[j];

    private void Remove(int place)
    {
        _factor.Remove(place);
        _places[_members[place]] = -1;
        for (int i = place; i < _factor.Count; i++)
        {
            _members[i] = _members[i + 1];
            _places[_members[i]] = i;
        }
    }

    /// <summary>Adds a coefficient to the factor, if its column says something new; if not, its products are left in place of the direction.</summary>
    private bool Add(CoordinateTerms terms, int j)
    {
        int count = _factor.Count;
        ReadOnlySpan<double> row = set.Gram.AsSpan(j * set.Capacity, set.Count);
        for (int i = 0; i < count; i++)
        {
            _move[i] = row[_members[i]];
        }

        _members[count] = j;
        if (!_factor.Add(_move.AsSpan(0, count), row[j] + terms.L2[j]))
        {
            return false;
        }

        (_places[j], _bends[j]) = (count, terms.L2[j]);
        return true;
    }

    /// <summary>Writes the direction in which a column goes against those of the factor so that no prediction changes, downwards.</summary>
    private bool IsSlope(CoordinateTerms terms, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, int j)
    {
        int count = _factor.Count;
        _factor.SolveUpper(_move.AsSpan(0, count));
        _move[count] = -1;
        Slopes(terms, point, gradient, count + 1);
        Span<double> move = _move.AsSpan(0, count + 1);
        double slope = Blas.Dot(move, _slopes.AsSpan(0, count + 1)), size = 0;
        foreach (double part in move)
        {
            size += Math.Abs(part);
        }

        Blas.Scale(-Math.Sign(slope), move, move);
        return Math.Abs(slope) > flatSlope * size;
    }
}
