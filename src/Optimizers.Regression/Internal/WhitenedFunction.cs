namespace Optimizers.Regression;

/// <summary>A function of the parameters of standardized features as one of a run's coordinates; for one run, which owns its scratch memory.</summary>
internal sealed class WhitenedFunction(IDifferentiableFunction function, ParameterMap map) : IDifferentiableFunction
{
    private readonly double[] _parameters = new double[function.Dimension];

    public int Dimension => function.Dimension;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        point.CopyTo(_parameters);
        map.ToStandardized(_parameters);
        double value = function.Evaluate(_parameters, gradient);
        map.Gradient(gradient);
        return value;
    }
}
