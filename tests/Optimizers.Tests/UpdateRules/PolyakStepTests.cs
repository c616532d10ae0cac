namespace Optimizers.Tests;

public sealed class PolyakStepTests
{
    private static readonly ExpressionFunction Bowl = DifferentiableFunction.FromExpression((x, y) => (x * x) + (10 * y * y) + 3);

    [Fact]
    public void Minimize_KnownMinimum_TakesPolyaksSteps()
    {
        OptimizationRun run = new PolyakStep { MinimumValue = 3, LearningRate = 0.9 }.Iterate(Bowl, [3.0, 1.0], new StoppingCriteria { MaxIterations = 20 });
        double[] expected = [3, 1], g = new double[2];
        foreach (Iteration i in run)
        {
            run.Point.ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) <= 1e-13);
            double f = Bowl.Evaluate(expected, g), η = 0.9 * (f - 3) / ((g[0] * g[0]) + (g[1] * g[1]));
            expected = [expected[0] - (η * g[0]), expected[1] - (η * g[1])];
        }

        run.Result.Value.Should().BeLessThan(3.5);
    }

    [Fact]
    public void Minimize_KnownOrEstimatedMinimum_Converges()
    {
        new PolyakStep { MinimumValue = 3 }.Minimize(Bowl, [3.0, 1.0]).Value.Should().BeApproximately(3, 1e-9);
        new PolyakStep().Minimize(Bowl, [3.0, 1.0]).Value.Should().BeApproximately(3, 1e-6);
    }

    [Fact]
    public void Maximize_UsesTheLargestValue()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => 7 - (x * x) - (y * y));

        new PolyakStep { MinimumValue = 7 }.Maximize(hill, [3.0, 1.0]).Value.Should().BeApproximately(7, 1e-9);
    }

    [Fact]
    public void Minimize_MiniBatchesThatInterpolate_Converges()
    {
        // every fᵢ = ½aᵢ(x − 2)² has the same minimum 0
        IFiniteSumFunction mean = DifferentiableFunction.Create(1, 10, (x, samples, g) => (g[0] = (samples[0] + 1) * (x[0] - 2)) * (x[0] - 2) / 2);

        OptimizationResult result = new PolyakStep { MinimumValue = 0 }.Minimize(mean, [20.0], new MiniBatches(1) { Epochs = 10, Seed = 1 });

        result.Point[0].Should().BeApproximately(2, 1e-6);
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = new PolyakStep { LearningRate = 0 }, "*", "LearningRate");
        Refused(() => _ = new PolyakStep { MinimumValue = double.NaN }, "MinimumValue must be finite; it is NaN.*", "MinimumValue");
        new PolyakStep { MinimumValue = 1 }.Should().Be(new PolyakStep { MinimumValue = 1 });
    }
}
