namespace Optimizers.Tests;

public sealed class StochasticWeightAveragingTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new StochasticWeightAveraging(new GradientDescent { LearningRate = 0.05 }) { Start = 2, Period = 2 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.05 * g[i];
        }
    }

    [Fact]
    public void WriteAverage_IsTheMeanOfThePointsTaken()
    {
        double[] x = [4], average = new double[1];
        OptimizerState state = Rule.CreateState(1);
        Rule.Step(x, [20.0], state);
        Rule.WriteAverage(x, state, average).Should().BeFalse("the first point is taken after step 2");
        for (int t = 2; t <= 7; t++)
        {
            Rule.Step(x, [20.0], state);
        }

        // 3, 2, 1, 0, −1, −2, −3 after the steps; those after 2, 4, 6 are taken
        Rule.WriteAverage(x, state, average).Should().BeTrue();
        average[0].Should().BeApproximately((2 + 0 - 2) / 3.0, 1e-15);
    }

    [Fact]
    public void Minimize_AveragedPoint_IsInTheResultWithItsValue()
    {
        ExpressionFunction f = DifferentiableFunction.FromExpression(x => x * x);

        OptimizationResult result = Rule.Minimize(f, [1.0], new StoppingCriteria { MaxIterations = 20 });

        result.AveragedValue.Should().Be(f.Evaluate(result.AveragedPoint));
        result.AveragedPoint.Should().NotEqual(result.Point);
        new GradientDescent().Minimize(f, [1.0]).AveragedPoint.Should().BeNull();
    }
}
