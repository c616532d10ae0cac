using Optimizers.TestFunctions;

namespace Optimizers.Tests;

/// <summary>Residuals and variables in other units: the same run.</summary>
public sealed class ResidualUnitTests
{
    public static TheoryData<string> Problems => [.. TestFunction.All.Select(problem => problem.Id)];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Minimize_UnitsThatArePowersOf2_GivesTheSameBits(string id)
    {
        TestFunction problem = TestFunction.All.Single(problem => problem.Id == id);
        OptimizationResult plain = new LevenbergMarquardt().Minimize(problem.Function, problem.Start);

        foreach ((int residual, int variable) in ((int, int)[])[(100, 0), (-100, 0), (0, 60), (0, -60), (40, -50)])
        {
            double r = Math.ScaleB(1, residual), x = Math.ScaleB(1, variable);

            OptimizationResult scaled = new LevenbergMarquardt().Minimize(new InUnits(problem.Function, r, x), [.. problem.Start.Select(start => start * x)]);

            scaled.Reason.Should().Be(plain.Reason);
            scaled.Iterations.Should().Be(plain.Iterations);
            scaled.Evaluations.Should().Be(plain.Evaluations);
            scaled.Point.Should().Equal(plain.Point.Select(coordinate => coordinate * x));
            scaled.Value.Should().Be(plain.Value * r * r);
        }
    }

    [Theory]
    [InlineData(1e-12, 1)]
    [InlineData(1e12, 1)]
    [InlineData(1, 1e-12)]
    [InlineData(1, 1e12)]
    [InlineData(1e-30, 1e9)]
    public void Minimize_UnitsThatArePowersOf10_GivesTheSameAnswerForTheSameReason(double residual, double variable)
    {
        // Kowalik and Osborne, Bard: residuals are left
        foreach (string id in (string[])["M15", "M08"])
        {
            TestFunction problem = TestFunction.All.Single(problem => problem.Id == id);
            OptimizationResult plain = new LevenbergMarquardt().Minimize(problem.Function, problem.Start);

            OptimizationResult scaled = new LevenbergMarquardt()
                .Minimize(new InUnits(problem.Function, residual, variable), [.. problem.Start.Select(start => start * variable)]);

            scaled.Reason.Should().Be(plain.Reason);
            for (int j = 0; j < plain.Point.Length; j++)
            {
                (scaled.Point[j] / variable / plain.Point[j]).Should().BeApproximately(1, 1e-7);
            }
        }
    }

    [Fact]
    public void GradientTolerance_ThatIsSet_IsAbsolute()
    {
        TestFunction rosenbrock = TestFunction.All.Single(problem => problem.Id == "M01");

        OptimizationResult result = new LevenbergMarquardt()
            .Minimize(new InUnits(rosenbrock.Function, 1e-6, 1), rosenbrock.Start, new StoppingCriteria { GradientTolerance = 1e-6 });

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Iterations.Should().Be(0);
    }

    [Fact]
    public void Minimize_StartAt0_DoesNotDependOnUnits()
    {
        IResidualFunction function = ResidualFunction.Create(
            2, 2, (x, r) => (r[0], r[1]) = (Math.Exp(x[0]) - 3, x[1] + (x[0] * x[1]) - 2), (x, jacobian) =>
                ((ReadOnlySpan<double>)[Math.Exp(x[0]), 0, x[1], 1 + x[0]]).CopyTo(jacobian));
        OptimizationResult plain = new LevenbergMarquardt().Minimize(function, [0, 0]);

        OptimizationResult scaled = new LevenbergMarquardt().Minimize(new InUnits(function, Math.ScaleB(1, -80), 1), [0, 0]);

        plain.Point[0].Should().BeApproximately(Math.Log(3), 1e-12);
        scaled.Point.Should().Equal(plain.Point);
        scaled.Evaluations.Should().Be(plain.Evaluations);
    }

    private sealed class InUnits(IResidualFunction function, double residual, double variable) : IResidualFunction
    {
        public int Dimension => function.Dimension;

        public int ResidualCount => function.ResidualCount;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => throw new NotSupportedException();

        public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals)
        {
            function.EvaluateResiduals(Plain(point), residuals);
            foreach (ref double r in residuals)
            {
                r *= residual;
            }
        }

        public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
        {
            function.EvaluateResiduals(Plain(point), residuals, jacobian);
            foreach (ref double r in residuals)
            {
                r *= residual;
            }

            foreach (ref double derivative in jacobian)
            {
                derivative *= residual / variable;
            }
        }

        private double[] Plain(ReadOnlySpan<double> point)
        {
            double[] plain = point.ToArray();
            for (int i = 0; i < plain.Length; i++)
            {
                plain[i] /= variable;
            }

            return plain;
        }
    }
}
