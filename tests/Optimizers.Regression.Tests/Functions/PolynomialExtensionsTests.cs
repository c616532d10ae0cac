using MathNet.Numerics;

namespace Optimizers.Regression.Tests;

public sealed class PolynomialExtensionsTests
{
    [Fact]
    public void FromPolynomial_GivesValueAndDerivative()
    {
        IDifferentiableFunction f = DifferentiableFunction.FromPolynomial(new Polynomial(3, 2, 1));
        double[] gradient = new double[1];

        f.Evaluate([5], gradient).Should().Be(38);
        gradient[0].Should().Be(12);
        f.Dimension.Should().Be(1);
        GradientCheck.Compare(DifferentiableFunction.FromPolynomial(new Polynomial(1, -2, 0.5, 4, -3)), [0.7]).LargestRelativeError.Should().BeLessThan(1e-9);
    }

    [Fact]
    public void FromPolynomial_IsMinimizedLikeTheExpression()
    {
        var rule = new GradientDescent { LearningRate = 0.1 };

        OptimizationResult byPolynomial = rule.Minimize(DifferentiableFunction.FromPolynomial(new Polynomial(3, 2, 1)), [5.0]);
        OptimizationResult byExpression = rule.Minimize(DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3), [5.0]);

        byPolynomial.Point[0].Should().BeApproximately(byExpression.Point[0], 1e-12);
        byPolynomial.Iterations.Should().Be(byExpression.Iterations);
    }

    [Fact]
    public void FromPolynomial_Edges()
    {
        double[] gradient = new double[1];
        DifferentiableFunction.FromPolynomial(new Polynomial(7.0)).Evaluate([2], gradient).Should().Be(7);
        gradient[0].Should().Be(0);
        Refused(() => DifferentiableFunction.FromPolynomial(null!), "*", "polynomial");
    }
}
