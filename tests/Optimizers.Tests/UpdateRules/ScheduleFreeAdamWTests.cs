namespace Optimizers.Tests;

public sealed class ScheduleFreeAdamWTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new ScheduleFreeAdamW { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-4, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] v = memory.GetOrAdd("v", x.Length), z = memory.GetOrAdd("z", x.Length, x), average = memory.GetOrAdd("x", x.Length, x);
        for (int i = 0; i < x.Length; i++)
        {
            v[i] = (0.99 * v[i]) + (0.01 * g[i] * g[i]);
            z[i] -= 0.05 * ((g[i] / (Math.Sqrt(v[i] / (1 - Math.Pow(0.99, t))) + 1e-4)) + (0.1 * x[i]));
            average[i] += (z[i] - average[i]) / t;
            x[i] = (0.2 * z[i]) + (0.8 * average[i]);
        }
    }

    [Fact]
    public void Step_RateOfASchedule_WeighsTheAverageByItsSquare()
    {
        // z goes 1, 0.5 and then −0.5: with rates ½ and 1 the average is (¼·0.5 + 1·(−0.5)) / 1.25
        double[] y = [1], average = new double[1];
        var rule = new ScheduleFreeSgd { LearningRate = new LambdaSchedule(t => t == 0 ? 0.5 : 1), Beta = 0 };
        OptimizerState state = rule.CreateState(1);
        rule.Step(y, [1.0], state);
        rule.Step(y, [1.0], state);

        rule.WriteAverage(y, state, average).Should().BeTrue();
        average[0].Should().BeApproximately(((0.25 * 0.5) - 0.5) / 1.25, 1e-15);
    }
}
