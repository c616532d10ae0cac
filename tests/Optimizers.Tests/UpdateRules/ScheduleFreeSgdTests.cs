namespace Optimizers.Tests;

public sealed class ScheduleFreeSgdTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new ScheduleFreeSgd { LearningRate = 0.05, Beta = 0.8, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] z = memory.GetOrAdd("z", x.Length, x), average = memory.GetOrAdd("x", x.Length, x);
        for (int i = 0; i < x.Length; i++)
        {
            z[i] -= 0.05 * (g[i] + (0.1 * x[i]));
            average[i] += (z[i] - average[i]) / t;
            x[i] = (0.2 * z[i]) + (0.8 * average[i]);
        }
    }

    [Fact]
    public void Minimize_AveragedPoint_IsTheAnswer()
    {
        ExpressionFunction f = DifferentiableFunction.FromExpression((x, y) => (x * x) + (10 * y * y));

        OptimizationResult result = new ScheduleFreeSgd { LearningRate = 0.05 }.Minimize(f, [3.0, 1.0], new StoppingCriteria { MaxIterations = 500 });

        result.AveragedPoint.Should().NotBeNull().And.NotEqual(result.Point);
        result.AveragedValue.Should().Be(f.Evaluate(result.AveragedPoint)).And.BeLessThan(1e-3);
    }
}
