namespace Optimizers;

/// <summary>A function known by its values, with a gradient by differences within bounds.</summary>
internal sealed class NumericalFunction : IDifferenced
{
    private readonly Func<ReadOnlySpan<double>, double> _value;
    private readonly Difference _difference;
    private readonly Box? _bounds;

    public NumericalFunction(int dimension, Func<ReadOnlySpan<double>, double> value, Difference difference, Box? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        Dimension = Require.AtLeast(1, dimension, nameof(dimension));
        (_value, _difference, _bounds) = (value, difference, bounds);
    }

    public int Dimension { get; }

    public IDifferentiableFunction Within(Box? bounds) => new NumericalFunction(Dimension, _value, _difference, bounds);

    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.Evaluation(point, Dimension);
        return _value(point);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        double value = _value(point);
        _difference.Write(new DelegateValue(_value), point, [value], gradient, _bounds);
        return value;
    }
}
