using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class NewtonCgTests
{
    [Fact]
    public void Minimize_OwnHessianProducts_ConvergesQuadratically()
    {
        int products = 0;
        ITwiceDifferentiableFunction f = DifferentiableFunction.Create(
            2,
            Rosenbrock,
            (x, v, product) =>
            {
                products++;
                double xx = (1200 * x[0] * x[0]) - (400 * x[1]) + 2, xy = -400 * x[0];
                (product[0], product[1]) = ((xx * v[0]) + (xy * v[1]), (xy * v[0]) + (200 * v[1]));
            });

        OptimizationResult result = new NewtonCg().Minimize(f, [-1.2, 1.0]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point.Should().AllSatisfy(x => x.Should().BeApproximately(1, 1e-10));
        products.Should().BePositive().And.BeLessThan((int)result.Evaluations, "products count as evaluations");
        // at the end the error is about squared
        double[] norms = [.. result.History.TakeLast(3).Select(iteration => iteration.GradientNorm)];
        norms[2].Should().BeLessThan(1e-3 * norms[1]);
    }

    [Fact]
    public void Minimize_DifferencesInPlaceOfProducts_GivesTheSameMinimum()
        => new NewtonCg().Minimize(DifferentiableFunction.Create(2, Rosenbrock), [-1.2, 1.0])
            .Point.Should().AllSatisfy(x => x.Should().BeApproximately(1, 1e-9));

    [Fact]
    public void Minimize_NegativeCurvature_Descends()
    {
        IDifferentiableFunction f = DifferentiableFunction.FromExpression((x, y) => (x * x * x * x) - (x * x) + (y * y));

        OptimizationResult result = new NewtonCg().Minimize(f, [0.1, 1.0]);

        result.Value.Should().BeApproximately(-0.25, 1e-12);
    }

    [Fact]
    public void Minimize_ManyCoordinates_TakesFewerIterationsThanLbfgs()
    {
        var f = new ChainedRosenbrock(200);

        OptimizationResult newton = new NewtonCg().Minimize(f, f.Start), lbfgs = new Lbfgs().Minimize(f, f.Start);

        newton.Converged.Should().BeTrue();
        newton.Iterations.Should().BeLessThan(lbfgs.Iterations);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        double a = x[1] - (x[0] * x[0]), b = 1 - x[0];
        (g[0], g[1]) = ((-400 * a * x[0]) - (2 * b), 200 * a);
        return (100 * a * a) + (b * b);
    }
}
