using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class NumericalDerivativesTests
{
    public static TheoryData<string> All => Problems.All;

    [Fact]
    public void Jacobian_ClosedForm_IsRowsOfGradients()
    {
        double[] x = [0.5, -2, 3];
        double[,] jacobian =
            NumericalDerivatives.Jacobian(2, (p, values) => (values[0], values[1]) = (p[0] * p[1], Math.Exp(p[0]) + (p[2] * p[2])), x, new RiddersDifference());

        jacobian.Should().BeEquivalentTo(
            new[,] { { -2, 0.5, 0 }, { Math.Exp(0.5), 0, 6 } }, options =>
                options.Using<double>(pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-11)).WhenTypeIs<double>());
        x.Should().Equal(0.5, -2, 3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Jacobian_TestFunctions_AgreesWithTheExact(string id)
    {
        TestFunction problem = Problems.Get(id);
        double[] point = problem.NearStart();
        int n = point.Length, m = problem.Function.ResidualCount;
        double[] r = new double[m], exact = new double[m * n];
        problem.Function.EvaluateResiduals(point, r, exact);

        double[,] jacobian = NumericalDerivatives.Jacobian(m, problem.Function.EvaluateResiduals, point);

        // central differences: h² of the scale of the functions beside their rounding over h, both near 1e-10; Osborne 1 changes over lengths of 1/320
        double scale = Math.Max(exact.Max(Math.Abs), r.Max(Math.Abs));
        jacobian.Cast<double>().Zip(exact, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThanOrEqualTo((id == "M17" ? 1e-6 : 1e-8) * scale);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Hessian_TestFunctions_IsSymmetricAndThatOfTheGradient(string id)
    {
        TestFunction problem = Problems.Get(id);
        double[] point = problem.NearStart();
        int n = point.Length;

        double[,] hessian = NumericalDerivatives.Hessian(problem.Function, point);

        // along any direction it is the derivative of the exact gradient
        double[] direction = Points.Wave(n, 1), ahead = new double[n], behind = new double[n];
        double[] scaled = [.. direction.Zip(point, (d, x) => d * Math.Max(1, Math.Abs(x)))];
        const double h = 1e-6;
        problem.Reverse.Evaluate([.. point.Zip(scaled, (x, d) => x + (h * d))], ahead);
        problem.Reverse.Evaluate([.. point.Zip(scaled, (x, d) => x - (h * d))], behind);
        for (int i = 0; i < n; i++)
        {
            double product = 0, size = Math.Max(ahead.Max(Math.Abs), behind.Max(Math.Abs));
            for (int j = 0; j < n; j++)
            {
                hessian[i, j].Should().Be(hessian[j, i]);
                product += hessian[i, j] * scaled[j];
                size = Math.Max(size, Enumerable.Range(0, n).Max(k => Math.Abs(hessian[k, j] * scaled[j])));
            }

            // both sides are central differences, of entries of the Hessian and of the gradient; the directional one moves all coordinates at once
            Math.Abs(product - ((ahead[i] - behind[i]) / (2 * h))).Should().BeLessThanOrEqualTo((id == "M17" ? 1e-5 : 1e-7) * size, $"row {i}");
        }
    }

    [Fact]
    public void Hessian_Quadratic_IsExact()
    {
        IDifferentiableFunction f = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = ((4 * x[0]) - x[1], (6 * x[1]) - x[0]);
            return (2 * x[0] * x[0]) - (x[0] * x[1]) + (3 * x[1] * x[1]);
        });

        NumericalDerivatives.Hessian(f, [1, 2], new CentralDifference(0.5)).Should().BeEquivalentTo(new double[,] { { 4, -1 }, { -1, 6 } });
        NumericalDerivatives.Hessian(f, [1, 2], new ForwardDifference(0.5)).Should().BeEquivalentTo(new double[,] { { 4, -1 }, { -1, 6 } });
    }

    [Fact]
    public void JacobianAndHessian_BadArguments_Throw()
    {
        IDifferentiableFunction f = DifferentiableFunction.Create(2, (_, _) => 0);
        Action noFunction = () => NumericalDerivatives.Hessian(null!, [1, 2]), noFunctions = () => NumericalDerivatives.Jacobian(1, null!, [1]);

        noFunction.Should().Throw<ArgumentNullException>().WithParameterName("function");
        noFunctions.Should().Throw<ArgumentNullException>().WithParameterName("functions");
        Refused(() => NumericalDerivatives.Hessian(f, [1]), "The point has 1 coordinate; the function takes 2.*", "point");
        Refused(() => NumericalDerivatives.Jacobian(0, (_, _) => { }, [1]), "functionCount must be at least 1; it is 0.*", "functionCount");
    }
}
