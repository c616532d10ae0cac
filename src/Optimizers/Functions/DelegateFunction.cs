namespace Optimizers;

/// <summary>A function whose value and gradient a delegate gives.</summary>
internal sealed class DelegateFunction : IDifferentiableFunction
{
    private readonly Func<ReadOnlySpan<double>, Span<double>, double> _valueAndGradient;

    public DelegateFunction(int dimension, Func<ReadOnlySpan<double>, Span<double>, double> valueAndGradient)
    {
        ArgumentNullException.ThrowIfNull(valueAndGradient);
        Dimension = Require.AtLeast(1, dimension, nameof(dimension));
        _valueAndGradient = valueAndGradient;
    }

    public int Dimension { get; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        return _valueAndGradient(point, gradient);
    }
}
