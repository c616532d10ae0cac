namespace Optimizers.Regression;

/// <content>The units that are looked at, and those of them that are let into the working set.</content>
internal abstract partial class WorkingSetDescent
{
    // units added at a time, at least: more than the columns of the set already, and most would be in it for nothing
    private const int FewestAdded = 32;

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
