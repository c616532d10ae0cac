namespace Optimizers.Regression;

/// <summary>Which parameters of a curve can move, and where the others stand.</summary>
/// <param name="Values">All parameters, p; those that can move are overwritten.</param>
/// <param name="Free">The indices of those that can move, ascending.</param>
/// <param name="Bounds">The bounds of those that can move; null: none.</param>
internal sealed record FreeParameters(double[] Values, int[] Free, Box? Bounds)
{
    /// <summary>So many parameters, all free.</summary>
    public static implicit operator FreeParameters(int count) => new(new double[count], [.. Enumerable.Range(0, count)], null);

    /// <summary>Writes all parameters.</summary>
    public void Write(ReadOnlySpan<double> free, Span<double> all)
    {
        Values.CopyTo(all);
        for (int k = 0; k < Free.Length; k++)
        {
            all[Free[k]] = free[k];
        }
    }

    /// <summary>All parameters.</summary>
    public double[] All(ReadOnlySpan<double> free)
    {
        double[] all = new double[Values.Length];
        Write(free, all);
        return all;
    }

    /// <summary>The same standing at a point, with fewer that can move.</summary>
    public FreeParameters At(double[] all, Func<int, bool> isFree)
    {
        int[] places = [.. Enumerable.Range(0, Free.Length).Where(k => isFree(k))];
        return new(all, [.. places.Select(k => Free[k])], places.Length > 0 ? Bounds?.Of(places) : null);
    }
}
