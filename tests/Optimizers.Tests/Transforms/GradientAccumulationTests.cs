namespace Optimizers.Tests;

public sealed class GradientAccumulationTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new GradientAccumulation(new GradientDescent { LearningRate = 0.05 }, 4);

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] sum = memory.GetOrAdd("sum", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            sum[i] += g[i];
            if (t % 4 == 0)
            {
                x[i] -= 0.05 * sum[i] / 4;
                sum[i] = 0;
            }
        }
    }

    [Fact]
    public void Minimize_BatchesOfThree_EqualsOneBatchOfTwelve()
    {
        IFiniteSumFunction mean = DifferentiableFunction.Create(1, 12, (x, samples, g) =>
        {
            double value = 0, slope = 0;
            foreach (int i in samples)
            {
                value += (x[0] - i) * (x[0] - i) / samples.Length;
                slope += 2 * (x[0] - i) / samples.Length;
            }

            g[0] = slope;
            return value;
        });

        OptimizationResult small = new GradientAccumulation(new Adam { LearningRate = 0.1 }, 4)
            .Minimize(mean, [20.0], new MiniBatches(3) { Epochs = 10, Order = SampleOrder.AsGiven });
        OptimizationResult large = new Adam { LearningRate = 0.1 }.Minimize(mean, [20.0], new MiniBatches(12) { Epochs = 10 });

        small.Point[0].Should().BeApproximately(large.Point[0], 1e-12);
    }
}
