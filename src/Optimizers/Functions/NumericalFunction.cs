namespace Optimizers;

/// <summary>A function known by its values, with a gradient by differences.</summary>
internal sealed class NumericalFunction : IDifferentiableFunction
{
    private readonly Func<ReadOnlySpan<double>, double> _value;
    private readonly Difference _difference;

    public NumericalFunction(int dimension, Func<ReadOnlySpan<double>, double> value, Difference difference)
    {
        ArgumentNullException.ThrowIfNull(value);
        Dimension = Require.AtLeast(1, dimension, nameof(dimension));
        _value = value;
        _difference = difference;
    }

    public int Dimension { get; }

    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.Evaluation(point, Dimension);
        return _value(point);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        double value = _value(point);
        _difference.Write(new DelegateValue(_value), point, [value], gradient);
        return value;
    }
}
