using MathNet.Numerics;

namespace Optimizers.Regression;

/// <summary>Differentiable functions from polynomials of MathNet.Numerics.</summary>
public static class PolynomialExtensions
{
    extension(DifferentiableFunction)
    {
        /// <summary>A function of one variable from a polynomial, with its exact derivative.</summary>
        /// <param name="polynomial">p, with coefficients in ascending order; copied.</param>
        /// <returns>The function; an evaluation allocates nothing.</returns>
        /// <example><code>var f = DifferentiableFunction.FromPolynomial(new Polynomial(3, 2, 1));  // 3 + 2x + x²</code></example>
        public static IDifferentiableFunction FromPolynomial(Polynomial polynomial)
        {
            ArgumentNullException.ThrowIfNull(polynomial);
            return new PolynomialFunction(polynomial);
        }
    }
}
