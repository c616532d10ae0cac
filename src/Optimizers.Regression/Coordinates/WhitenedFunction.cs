namespace Optimizers.Regression;

/// <summary>A function of the parameters of standardized features as one of a run's coordinates, divided by what makes it one of size 1; for one run, which owns its scratch memory.</summary>
internal sealed class WhitenedFunction(IDifferentiableFunction function, ParameterMap map, double divisor = 1) : IDifferentiableFunction
{
    private readonly double[] _parameters = new double[function.Dimension];

    public int Dimension => function.Dimension;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        point.CopyTo(_parameters);
        map.ToStandardized(_parameters);
        double value = function.Evaluate(_parameters, gradient);
        map.Gradient(gradient);
        Blas.Scale(1 / divisor, gradient, gradient);
        return value / divisor;
    }
}
