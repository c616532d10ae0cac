using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class LbfgsbTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Minimize_BoxesAroundAndBesideTheMinimum_NeverLeavesThemAndEndsStationary(bool isAround)
    {
        int stationary = 0, count = 0;
        foreach (TestFunction problem in TestFunction.All.Where(problem => problem.Minimum is not null))
        {
            Box box = BoxOf(problem.Minimum!, isAround);
            IDifferentiableFunction watched = DifferentiableFunction.Create(problem.Start.Length, (x, g) =>
            {
                box.Contains(x).Should().BeTrue($"{problem} is evaluated inside alone");
                return problem.Function.Evaluate(x, g);
            });

            OptimizationResult result = new Lbfgsb(box).Minimize(watched, problem.Start);

            count++;
            stationary += result.Converged ? 1 : 0;
            box.Contains(result.Point).Should().BeTrue();
            double[] gradient = new double[problem.Start.Length];
            problem.Function.Evaluate(result.Point, gradient);
            double[] moved = [.. result.Point.Zip(gradient, (x, g) => x - g)];
            box.Project(moved);
            result.GradientNorm.Should().BeApproximately(
                moved.Zip(result.Point, (a, b) => Math.Abs(a - b)).Max(), 3e-16 * (1 + result.Point.Max(Math.Abs)), "the difference of two points is rounded");
            (isAround && result.Converged ? result.Value - problem.MinimumValue : 0)
                .Should().BeLessThan(300, "it may be another stationary value, but not a bad one");
        }

        // Meyer's and Watson's of 12 variables end at rounding
        stationary.Should().BeGreaterThanOrEqualTo(count - 3);
    }

    [Fact]
    public void Minimize_QuadraticBeyondACorner_EndsAtTheCorner()
    {
        IDifferentiableFunction f = DifferentiableFunction.FromExpression((x, y) => ((x - 3) * (x - 3)) + ((y + 4) * (y + 4)) + (x * y));

        OptimizationResult result = new Lbfgsb(new Box([0, -1], [1, 1])).Minimize(f, [0.5, 0.5]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point.Should().Equal(1, -1);
        result.GradientNorm.Should().Be(0);
    }

    [Fact]
    public void Minimize_NonNegativeLeastSquares_MeetsTheConditions()
    {
        // Hilbert's matrix: as badly conditioned as can be
        const int N = 12;
        IDifferentiableFunction f = DifferentiableFunction.Create(N, (x, g) =>
        {
            double value = 0;
            g.Clear();
            for (int i = 0; i < N; i++)
            {
                double r = -Math.Sin(3 * i);
                for (int j = 0; j < N; j++)
                {
                    r += x[j] / (i + j + 1);
                }

                value += r * r / 2;
                for (int j = 0; j < N; j++)
                {
                    g[j] += r / (i + j + 1);
                }
            }

            return value;
        });

        OptimizationResult result = new Lbfgsb(new Box(0, double.PositiveInfinity)).Minimize(f, new double[N]);

        double[] gradient = new double[N];
        f.Evaluate(result.Point, gradient);
        result.Converged.Should().BeTrue(result.ToString());
        for (int i = 0; i < N; i++)
        {
            result.Point[i].Should().BeGreaterThanOrEqualTo(0);
            (result.Point[i] > 0 ? Math.Abs(gradient[i]) : Math.Max(0, -gradient[i])).Should().BeLessThan(1e-9);
        }
    }

    [Fact]
    public void Minimize_StartOutside_BeginsAtTheNearestPointInside()
    {
        OptimizationRun run = new Lbfgsb(new Box(0, 1)).Iterate(new ChainedRosenbrock(2), [5.0, -3.0]);
        run.MoveNext();

        run.Point.ToArray().Should().Equal(1, 0);
        run.Complete().Point.Should().AllSatisfy(x => x.Should().BeApproximately(1, 1e-9));
    }

    [Fact]
    public void Minimize_FixedVariablesAndNoRoom_Converge()
    {
        new Lbfgsb(new Box([0.5, 0.5], [0.5, 0.5])).Minimize(new ChainedRosenbrock(2), [3.0, 3.0]).Should()
            .Match<OptimizationResult>(result => result.Converged && result.Iterations == 0 && result.Point.SequenceEqual(new[] { 0.5, 0.5 }));
        OptimizationResult line = new Lbfgsb(new Box([0.5, -9], [0.5, 9])).Minimize(new ChainedRosenbrock(2), [3.0, 3.0]);
        line.Converged.Should().BeTrue();
        line.Point[1].Should().BeApproximately(0.25, 1e-12);
    }

    [Fact]
    public void Maximize_InABox_EndsAtItsTop()
        => new Lbfgsb(new Box(-1, 2)).Maximize(DifferentiableFunction.FromExpression((x, y) => x + (2 * y)), [0.0, 0.0]).Value.Should().Be(6);

    [Fact]
    public void Bounds_CrossingOrOfAnotherNumber_AreRefused()
    {
        Refused(() => _ = new Box([0, 2], [1, 1]), "The lower bound of coordinate 1 is 2, the upper 1; the lower must be at most the upper.*", "lower");
        Refused(() => _ = new Box(double.NaN, 1), "The lower bound is NaN, the upper 1;*", "lower");
        Refused(() => _ = new Box([0, 0], [1]), "There are 1 upper bounds for 2 lower bounds.*", "upper");
        Refused(() => new Lbfgsb(new Box([0, 0, 0], [1, 1, 1]))
            .Minimize(new ChainedRosenbrock(2), [0.0, 0.0]), "The start has 2 coordinates; the box bounds 3.*", "start");
    }

    private static Box BoxOf(double[] minimum, bool isAround)
    {
        int n = minimum.Length;
        double[] lower = new double[n], upper = new double[n];
        for (int i = 0; i < n; i++)
        {
            double width = 1 + Math.Abs(minimum[i]);
            bool isBeside = !isAround && i % 2 == 0;
            (lower[i], upper[i]) = isBeside ? (minimum[i] + (0.1 * width), minimum[i] + (2 * width)) : (minimum[i] - width, minimum[i] + (2 * width));
        }

        return new Box(lower, upper);
    }
}
