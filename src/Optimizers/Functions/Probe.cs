namespace Optimizers;

/// <summary>Functions along one coordinate of a point, between its bounds.</summary>
internal readonly ref struct Probe<TValues>(
    TValues functions, Span<double> point, int coordinate, ReadOnlySpan<double> valuesAtPoint, Span<double> scratch, double lower, double upper)
    where TValues : Difference.IValues
{
    private readonly Span<double> _point = point;
    private readonly Span<double> _scratch = scratch;
    private readonly double _middle = point[coordinate];

    public ReadOnlySpan<double> ValuesAtPoint { get; } = valuesAtPoint;

    public bool HaveOneUnit => functions.HaveOneUnit;

    /// <summary>The room down to the lower bound.</summary>
    public double Below => Math.Max(0, _middle - lower);

    /// <summary>The room up to the upper bound.</summary>
    public double Above => Math.Max(0, upper - _middle);

    /// <summary>A first guess of the length over which the functions change: |x|, at least a given one if there is room for it; if that leaves 0, the nearest
    /// bound that is not 0, or 1.</summary>
    public double Guess(double least) => Math.Max(Size, Math.Min(least, upper - lower)) is > 0 and var guess ? guess : GuessAt0;

    /// <summary>The nearest bound that is not 0, or 1.</summary>
    public double GuessAt0
    {
        get
        {
            double low = Math.Abs(lower), high = Math.Abs(upper), nearest = Math.Min(low > 0 ? low : high, high > 0 ? high : low);
            return nearest > 0 && double.IsFinite(nearest) ? nearest : 1;
        }
    }

    /// <summary>|x|.</summary>
    public double Size => Math.Abs(_middle);

    /// <summary>The step nearest to h for which x + h − x is h.</summary>
    public double Rounded(double h) => _middle + h - _middle;

    /// <summary>The values at x + offset, until the next call.</summary>
    public ReadOnlySpan<double> At(double offset)
    {
        if (offset == 0)
        {
            return ValuesAtPoint;
        }

        _point[coordinate] = Math.Clamp(_middle + offset, lower, upper);
        functions.Evaluate(_point, _scratch);
        _point[coordinate] = _middle;
        return _scratch;
    }
}
