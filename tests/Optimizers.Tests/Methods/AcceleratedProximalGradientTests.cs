namespace Optimizers.Tests;

public sealed class AcceleratedProximalGradientTests : ProximalMethodContract
{
    protected override IOptimizer Create(IPenalty penalty, double? initialStep = null)
        => new AcceleratedProximalGradient(penalty) { InitialStep = initialStep };

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-3)]
    public void Minimize_IllConditionedLasso_TakesFewerEvaluationsThanWithoutMomentum(double weight)
    {
        IDifferentiableFunction function = PenalizedProblems.LeastSquares(40, 15, 100);
        var stop = new StoppingCriteria { MaxIterations = 100_000, GradientTolerance = 1e-8 };

        OptimizationResult accelerated = Create(new L1Penalty(weight)).Minimize(function, new double[15], stop);
        OptimizationResult plain = new ProximalGradient(new L1Penalty(weight)).Minimize(function, new double[15], stop);

        accelerated.Converged.Should().BeTrue();
        plain.Converged.Should().BeTrue();
        accelerated.Value.Should().BeApproximately(plain.Value, 1e-9);
        accelerated.Evaluations.Should().BeLessThan(3 * plain.Evaluations / 4);
    }

    [Fact]
    public void MoveNext_BeforeAnyRestart_TakesTheStepsOfThePaper()
    {
        // curvatures that let t grow at each step, to the curvature along the last one
        double[] c = [1, 0.1, 0.05], x = [1, 1, 1], before = x;
        double τ = 1, tBefore = 1, t = 1;
        OptimizationRun run = new AcceleratedProximalGradient(new L1Penalty(0)) { InitialStep = 1 }.Iterate(PenalizedProblems.Quadratic(c, new double[3]), x);
        run.MoveNext();
        for (int k = 0; k < 4; k++)
        {
            double next = k == 0 ? 1 : (1 + Math.Sqrt(1 + (4 * τ * τ * tBefore / t))) / 2, share = (τ - 1) / next;
            double[] y = [.. x.Zip(before, (a, b) => a + (share * (a - b)))], d = [.. y.Zip(c, (a, curvature) => -t * curvature * a)];
            (before, x, τ, tBefore) = (x, [.. y.Zip(d, (a, move) => a + move)], next, t);
            t = d.Sum(move => move * move) / d.Zip(c, (move, curvature) => curvature * move * move).Sum();

            run.MoveNext();
            run.Point.ToArray().Zip(x, (a, b) => Math.Abs(a - b)).Should().OnlyContain(difference => difference < 1e-12, $"step {k + 1}");
        }

        run.Result.Evaluations.Should().Be(1 + 1 + 1 + 2 + 2, "no step was refused, and the first two have no momentum");
    }
}
