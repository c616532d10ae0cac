namespace Optimizers.Tests;

public sealed class OptimizerComparisonTests
{
    private static readonly ExpressionFunction Bowl = DifferentiableFunction.FromExpression((x, y) => (x * x) + (10 * y * y));

    [Fact]
    public void Of_EachOptimizer_HasTheSameBudget()
    {
        OptimizerComparison comparison = OptimizerComparison.Of(
            Bowl, [3.0, 1.0], 50, ("descent", new GradientDescent { LearningRate = 0.01 }), ("Adam",
                new Adam { LearningRate = 0.1 }), ("fast", new GradientDescent { LearningRate = 0.09 }));

        comparison.Runs.Select(run => run.Label).Should().Equal("descent", "Adam", "fast");
        comparison.Runs.Should().OnlyContain(run => run.Result.Evaluations == 50 && run.Result.Reason == StopReason.EvaluationLimit);
        comparison.Runs.Should().OnlyContain(run => run.Path.Count == 50 && run.Path[0][0] == 3);
        comparison.Runs[0].Result.Point.Should(
            ).Equal(new GradientDescent { LearningRate = 0.01 }.Minimize(Bowl, [3.0, 1.0], new StoppingCriteria { MaxIterations = 49 }).Point);
    }

    [Fact]
    public void Of_OneThatConverges_StopsBefore()
    {
        OptimizerComparison comparison = OptimizerComparison.Of(Bowl, [3.0, 1.0], 10_000, ("descent", new GradientDescent { LearningRate = 0.05 }));

        comparison.Runs[0].Result.Converged.Should().BeTrue();
    }

    [Fact]
    public void ToString_IsATable()
    {
        string[] lines = OptimizerComparison.Of(Bowl, [3.0, 1.0], 5, ("descent", new GradientDescent { LearningRate = 0.05 }), ("Adam", new Adam()))
            .ToString().Split('\n');

        lines.Should().HaveCount(3);
        lines[0].Should().Be("optimizer         value   gradient    steps  evaluations  ended by");
        lines[1].Should().Be("descent          3.8742   3.9E+000        4            5  EvaluationLimit");
    }

    [Fact]
    public void Of_ManyCoordinates_KeepsNoPaths()
    {
        IDifferentiableFunction three = DifferentiableFunction.FromExpression((x, y, z) => (x * x) + (y * y) + (z * z));

        OptimizerComparison.Of(three, [1.0, 1.0, 1.0], 5, ("Adam", new Adam())).Runs[0].Path.Should().BeEmpty();
    }

    [Fact]
    public void Of_BadArguments_Throws()
    {
        Refused(() => OptimizerComparison.Of(Bowl, [1.0], 5, ("Adam", new Adam())), "The start has 1 coordinate; the function takes 2.*", "start");
        Refused(() => OptimizerComparison.Of(Bowl, [1.0, 1.0], 0, ("Adam", new Adam())), "MaxEvaluations must be at least 1; it is 0.*", "MaxEvaluations");
        Refused(() => OptimizerComparison.Of(Bowl, [1.0, 1.0], 5, null!), "*", "optimizers");
    }
}
