namespace Optimizers.Tests;

public sealed class LionTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new Lion { LearningRate = 0.02, Beta1 = 0.8, Beta2 = 0.95, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double direction = Math.Sign((0.8 * m[i]) + (0.2 * g[i]));
            x[i] -= 0.02 * (direction + (0.1 * x[i]));
            m[i] = (0.95 * m[i]) + (0.05 * g[i]);
        }
    }

    protected override double ShareLeft => 0.01;

    [Fact]
    public void Step_TheTwoBetas_AreNotSwapped()
    {
        // after g = 1 the momentum is 1 − β₂; the next direction is β₁(1 − β₂) + (1 − β₁)g, which for g = −0.05 is 0.9·0.01 − 0.005 > 0; swapped it is below 0
        double[] x = [0];
        var rule = new Lion { LearningRate = 1 };
        OptimizerState state = rule.CreateState(1);
        rule.Step(x, [1.0], state);
        rule.Step(x, [-0.05], state);

        x[0].Should().Be(-2);
        state["m"][0].Should().BeApproximately((0.99 * 0.01) - (0.01 * 0.05), 1e-17);
    }
}
