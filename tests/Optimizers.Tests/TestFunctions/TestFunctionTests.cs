using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class TestFunctionTests
{
    public static TheoryData<string> All => Problems.All;

    [Fact]
    public void All_HasThe35ProblemsInTheirSizes()
        => TestFunction.All.Select(problem => problem.Id[..3]).Distinct().Should().Equal(Enumerable.Range(1, 35).Select(number => $"M{number:00}"));

    [Theory]
    [MemberData(nameof(All))]
    public void Evaluate_AtTheStart_GivesTheReferenceValueAndGradient(string id)
    {
        TestFunction problem = Problems.Get(id);
        foreach (IDifferentiableFunction function in (IDifferentiableFunction[])[problem.Function, problem.Reverse])
        {
            double[] gradient = [.. problem.Start.Select(_ => double.NaN)];
            double value = function.Evaluate(problem.Start, gradient);

            function.Dimension.Should().Be(problem.Start.Length);
            // no value is 0, so that a relative error says it all; entries of a gradient may be, and so are held against the largest
            Math.Abs(value - problem.StartValue).Should().BeLessThanOrEqualTo(1e-12 * problem.StartValue);
            Problems.RelativeError(gradient, problem.StartGradient).Should().BeLessThanOrEqualTo(1e-12);
            function.Evaluate(problem.Start).Should().Be(value, "the value alone has the same bits");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Evaluate_AtTheMinimum_IsStationaryToItsRounding(string id)
    {
        TestFunction problem = Problems.Get(id);
        if (problem.Minimum is not { } x)
        {
            return;
        }

        int n = x.Length, m = problem.Function.ResidualCount;
        double[] r = new double[m], jacobian = new double[m * n], gradient = new double[n], sensitivity = new double[n], curvature = new double[n];
        problem.Function.EvaluateResiduals(x, r, jacobian);
        double[] rounding = Problems.ResidualRounding(100, x, r, jacobian);
        double valueRounding = 0;
        for (int i = 0; i < m; i++)
        {
            valueRounding += ((2 * Math.Abs(r[i])) + rounding[i]) * rounding[i];
            for (int j = 0; j < n; j++)
            {
                double partial = jacobian[(i * n) + j];
                sensitivity[j] += 2 * Math.Abs(partial) * rounding[i];
                curvature[j] += 2 * partial * partial;
            }
        }

        foreach (IDifferentiableFunction function in (IDifferentiableFunction[])[problem.Function, problem.Reverse])
        {
            double value = function.Evaluate(x, gradient);

            Math.Abs(value - problem.MinimumValue).Should().BeLessThanOrEqualTo(valueRounding);
            problem.IsSolvedBy(value).Should().BeTrue();
            for (int j = 0; j < n; j++)
            {
                // where f* is above 0, values tell points apart only to √(2εf*/h), and so gradients only to √(2εf*·h), h the second derivative
                double bound = sensitivity[j] + Math.Sqrt(2 * Problems.Ulp * problem.MinimumValue * curvature[j]);
                Math.Abs(gradient[j]).Should().BeLessThanOrEqualTo(bound, $"that is the rounding of partial derivative {j}");
            }
        }
    }

    [Fact]
    public void IsSolvedBy_OtherStationaryValue_IsTrueAndAnyOtherIsNot()
    {
        TestFunction problem = Problems.Get("M08");

        problem.IsSolvedBy(17.4286933).Should().BeTrue();
        problem.IsSolvedBy(0.0083).Should().BeFalse();
        problem.ToString().Should().Be("M08 Bard");
    }

    [Fact]
    public void ChainedRosenbrock_AnySize_HasTheRightGradientAndMinimum()
    {
        foreach (int n in (int[])[2, 3, 10])
        {
            var chain = new ChainedRosenbrock(n);
            double[] gradient = [.. Enumerable.Repeat(double.NaN, n)];

            GradientCheck.Compare(chain, chain.Start).LargestRelativeError.Should().BeLessThan(1e-8);
            chain.Evaluate([.. Enumerable.Repeat(1.0, n)], gradient).Should().Be(0);
            gradient.Should().AllBeEquivalentTo(0.0);
        }

        new ChainedRosenbrock(2).Evaluate([-1.2, 1], new double[2]).Should().BeApproximately(24.2, 1e-13);
    }
}
