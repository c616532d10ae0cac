using System.Text.RegularExpressions;

namespace Optimizers.Tests;

public sealed class LevenbergMarquardtBoundsTests
{
    private static readonly IResidualFunction Valley =
        ResidualFunction.Create(2, 2, Rosenbrock, (x, jacobian) => ((ReadOnlySpan<double>)[-20 * x[0], 10, -1, 0]).CopyTo(jacobian));

    [Fact]
    public void Minimize_MinimumOutside_EndsAtTheBound()
    {
        OptimizationResult result = new LevenbergMarquardt { Bounds = new Box([-2, -2], [0.5, 2]) }.Minimize(Valley, [-1.2, 1]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point[0].Should().Be(0.5);
        result.Point[1].Should().BeApproximately(0.25, 1e-12);
        result.GradientNorm.Should().BeLessThan(1e-10);
        result.Evaluations.Should().BeLessThan(100);
    }

    [Fact]
    public void Minimize_LinearResidualsInRandomBoxes_MeetTheConditionsOfKarushKuhnAndTucker()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 200; trial++)
        {
            int n = 1 + (trial % 6), m = n + random.Next(4);
            double[] a = [.. Enumerable.Range(0, m * n).Select(_ => random.NextDouble() - 0.5)],
                b = [.. Enumerable.Range(0, m).Select(_ => random.NextDouble() - 0.5)];
            double[] lower = [.. Enumerable.Range(0, n).Select(_ => random.Next(3) == 0 ? double.NegativeInfinity : -random.NextDouble())];
            double[] upper = [.. lower.Select(low => random.Next(3) == 0 ? double.PositiveInfinity : Math.Max(low, -1) + random.NextDouble())];
            var box = new Box(lower, upper);
            IResidualFunction function = ResidualFunction.Create(
                n,
                m,
                (x, r) =>
                {
                    for (int i = 0; i < m; i++)
                    {
                        r[i] = -b[i];
                        for (int j = 0; j < n; j++)
                        {
                            r[i] += a[(i * n) + j] * x[j];
                        }
                    }
                },
                (_, jacobian) => a.CopyTo(jacobian));

            OptimizationResult result = new LevenbergMarquardt { Bounds = box }.Minimize(function, new double[n]);

            result.Converged.Should().BeTrue();
            box.Contains(result.Point).Should().BeTrue();
            double[] gradient = new double[n];
            function.Evaluate(result.Point, gradient);
            for (int j = 0; j < n; j++)
            {
                double x = result.Point[j], g = gradient[j];
                (Math.Abs(g) < 1e-7 || (g > 0 && x == lower[j]) || (g < 0 && x == upper[j]))
                    .Should().BeTrue($"trial {trial}, coordinate {j}: derivative {g} at {x} in {lower[j]} … {upper[j]}");
            }
        }
    }

    [Theory]
    [InlineData(3.0, 0.5)]
    [InlineData(-7.0, 100.0)]
    [InlineData(0.0, 0.0)]
    public void Minimize_ByDifferences_EvaluatesNowhereOutside(double first, double second)
    {
        // the roots are defined in the box alone
        var box = new Box([0, 0], [2, 1]);
        int outside = 0, calls = 0;
        IResidualFunction function = ResidualFunction.Create(2, 3, (x, r) =>
        {
            (calls, outside) = (calls + 1, outside + (box.Contains(x) ? 0 : 1));
            (r[0], r[1], r[2]) = (Math.Sqrt(x[0]) - 0.3 + x[1], Math.Sqrt(1 - x[1]) - 1.2, Math.Sqrt(2 - x[0]) - 1.5);
        });

        OptimizationResult result = new LevenbergMarquardt { Bounds = box }.Minimize(function, [first, second]);

        outside.Should().Be(0);
        calls.Should().BeGreaterThan(10);
        result.Converged.Should().BeTrue(result.ToString());
        result.Point[1].Should().Be(0);
        result.Explain();
        outside.Should().Be(0);
    }

    [Fact]
    public void Minimize_EqualBounds_HoldAVariable()
    {
        OptimizationResult result =
            new LevenbergMarquardt { Bounds = new Box([0.7, double.NegativeInfinity], [0.7, double.PositiveInfinity]) }.Minimize(Valley, [-1.2, 1]);

        result.Converged.Should().BeTrue();
        result.Point[0].Should().Be(0.7);
        result.Point[1].Should().BeApproximately(0.49, 1e-12);
    }

    [Fact]
    public void Minimize_BoundsThatDoNotBind_TakesTheSameSteps()
    {
        OptimizationResult bounded = new LevenbergMarquardt { Bounds = new Box(-1e6, 1e6) }.Minimize(Valley, [-1.2, 1]),
            free = new LevenbergMarquardt().Minimize(Valley, [-1.2, 1]);

        bounded.Point.Should().Equal(free.Point);
        bounded.Evaluations.Should().Be(free.Evaluations);
    }

    [Fact]
    public void Resume_WithinBounds_GivesTheSameBits()
    {
        var method = new LevenbergMarquardt { Bounds = new Box([-2, -2], [0.5, 2]) };
        OptimizationRun whole = method.Iterate(Valley, [-1.2, 1]), part = method.Iterate(Valley, [-1.2, 1]);
        int half = whole.Complete().Iterations / 2;
        for (int i = 0; i <= half; i++)
        {
            part.MoveNext();
        }

        OptimizationRun resumed = method.Resume(Valley, part.ToJson());
        resumed.Complete();

        WithoutTime(resumed.ToJson()).Should().Be(WithoutTime(whole.ToJson()));
    }

    [Fact]
    public void MoveNext_AlongBounds_AllocatesNothing()
    {
        OptimizationRun run =
            new LevenbergMarquardt { Bounds = new Box([-2, -2], [0.5, 2]) }.Iterate(Valley, [-1.2, 1], new StoppingCriteria { GradientTolerance = 0 });
        for (int i = 0; i < 3; i++)
        {
            run.MoveNext().Should().BeTrue();
        }

        GC.Collect();
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.MoveNext();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Start_BoundsOfAnotherDimension_AreRefused()
        => Expect.Refused(
            () => new LevenbergMarquardt { Bounds = new Box([0, 0, 0], [1, 1, 1]) }.Minimize(Valley, [0, 0]),
            "The start has 2 coordinates; the box bounds 3.*",
            "start");

    private static void Rosenbrock(ReadOnlySpan<double> x, Span<double> r) => (r[0], r[1]) = (10 * (x[1] - (x[0] * x[0])), 1 - x[0]);

    private static string WithoutTime(string json) => Regex.Replace(json, "\"elapsedTicks\":\\d+", "");
}
