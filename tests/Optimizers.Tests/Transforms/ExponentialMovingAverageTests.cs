namespace Optimizers.Tests;

public sealed class ExponentialMovingAverageTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new ExponentialMovingAverage(new GradientDescent { LearningRate = 0.05 }, 0.7);

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.05 * g[i];
        }
    }

    [Fact]
    public void WriteAverage_IsTheExponentialAverageOfThePoints()
    {
        double[] x = [4], average = new double[1];
        OptimizerState state = Rule.CreateState(1);
        Rule.WriteAverage(x, state, average).Should().BeFalse();
        Rule.Step(x, [20.0], state);
        Rule.Step(x, [20.0], state);
        Rule.Step(x, [20.0], state);

        // the points are 3, 2, 1: 3, then 0.7·3 + 0.3·2 = 2.7, then 0.7·2.7 + 0.3·1
        Rule.WriteAverage(x, state, average).Should().BeTrue();
        average[0].Should().BeApproximately(2.19, 1e-15);
        x[0].Should().BeApproximately(1, 1e-15, "the rule does not see the average");
    }
}
