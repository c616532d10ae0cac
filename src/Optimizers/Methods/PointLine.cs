namespace Optimizers;

/// <summary>The line x + αd through the points of a function, in a set if there is one; keeps the last trial and the lowest, so that a search ends without one
/// evaluation more.</summary>
internal sealed class PointLine(MinimizedFunction minimized, ConvexSet? set) : SearchLine
{
    private readonly double[] _start = new double[minimized.Dimension];
    private readonly double[] _direction = new double[minimized.Dimension];
    private Slot _last = new(minimized.Dimension);
    private Slot _lowest = new(minimized.Dimension);
    private Slot? _end;

    /// <summary>The direction d, to be written before a search begins.</summary>
    public Span<double> Direction => _direction;

    /// <summary>The point at the end of the search.</summary>
    public ReadOnlySpan<double> Point => _end!.Point;

    /// <summary>The gradient at the end of the search.</summary>
    public ReadOnlySpan<double> Gradient => _end!.Gradient;

    /// <summary>Whether the value fell to −∞ in the search.</summary>
    public bool IsBottomless { get; private set; }

    /// <summary>Begins a search.</summary>
    public void Begin(ReadOnlySpan<double> start)
    {
        start.CopyTo(_start);
        Evaluations = 0;
        IsBottomless = false;
        _last.Trial = _lowest.Trial = new Trial(double.NaN, double.PositiveInfinity, 0);
    }

    public override Trial Evaluate(double step)
    {
        if (_last.Trial.Value < _lowest.Trial.Value)
        {
            (_last, _lowest) = (_lowest, _last);
        }

        Evaluations++;
        Blas.Combine(_start, step, _direction, _last.Point);
        // rounding alone can lead out of the set
        set?.Project(_last.Point);
        double value = minimized.Evaluate(_last.Point, _last.Gradient);
        IsBottomless |= double.IsNegativeInfinity(value);
        return _last.Trial = new Trial(step, value, Blas.Dot(_last.Gradient, _direction));
    }

    /// <summary>Ends the search at a step.</summary>
    public void End(double step)
    {
        if (_last.Trial.Step != step && _lowest.Trial.Step != step)
        {
            Evaluate(step);
        }

        _end = _last.Trial.Step == step ? _last : _lowest;
    }

    private sealed class Slot(int dimension)
    {
        public double[] Point { get; } = new double[dimension];

        public double[] Gradient { get; } = new double[dimension];

        public Trial Trial { get; set; }
    }
}
