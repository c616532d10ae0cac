using MathNet.Numerics;

namespace Optimizers.Regression;

/// <summary>A polynomial of one variable and its derivative, both by Horner's scheme in one pass.</summary>
internal sealed class PolynomialFunction(Polynomial polynomial) : IDifferentiableFunction
{
    // a polynomial of MathNet can be changed by its owner; this function cannot
    private readonly double[] _ascending = [.. polynomial.Coefficients];
    private readonly string _text = polynomial.ToString();

    public int Dimension => 1;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double x = point[0], value = 0, slope = 0;
        for (int power = _ascending.Length - 1; power >= 0; power--)
        {
            slope = (slope * x) + value;
            value = (value * x) + _ascending[power];
        }

        gradient[0] = slope;
        return value;
    }

    public override string ToString() => _text;
}
