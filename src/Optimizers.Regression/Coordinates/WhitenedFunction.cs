namespace Optimizers.Regression;

/// <summary>A function of the parameters of standardized features as one of a run's coordinates, divided by what makes it one of size 1; for one run, which
/// owns its scratch memory.</summary>
internal sealed class WhitenedFunction(IDifferentiableFunction function, ParameterMap map, double divisor = 1) : ICurvedObjective
{
    private readonly double[] _parameters = new double[function.Dimension];

    public int Dimension => function.Dimension;

    public double CurvatureCost => ((ICurvedObjective)function).CurvatureCost;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => Scaled(function.Evaluate(ToParameters(point), gradient), gradient);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        double value = Scaled(((ICurvedObjective)function).Evaluate(ToParameters(point), gradient, hessian), gradient);
        map.Hessian(hessian);
        Blas.Scale(1 / divisor, hessian, hessian);
        return value;
    }

    private double[] ToParameters(ReadOnlySpan<double> point)
    {
        point.CopyTo(_parameters);
        map.ToStandardized(_parameters);
        return _parameters;
    }

    private double Scaled(double value, Span<double> gradient)
    {
        map.Gradient(gradient);
        Blas.Scale(1 / divisor, gradient, gradient);
        return value / divisor;
    }
}
