namespace Optimizers.Tests;

public sealed class DistanceOverGradientsTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new DistanceOverGradients { LearningRate = 0.9, Epsilon = 1e-2, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] start = memory.GetOrAdd("start", x.Length, x), sums = memory.GetOrAdd("sums", 2);
        double[] d = [.. g.Select((partial, i) => partial + (0.1 * x[i]))];
        sums[0] = Math.Max(t == 1 ? 1e-2 * (1 + Math.Sqrt(start.Sum(a => a * a))) : sums[0], Math.Sqrt(x.Zip(start, (a, b) => (a - b) * (a - b)).Sum()));
        sums[1] += d.Sum(partial => partial * partial);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.9 * sums[0] / Math.Sqrt(sums[1] + 1e-8) * d[i];
        }
    }

    [Fact]
    public void Minimize_WithoutAnyTuning_WorksAtEveryScale()
    {
        foreach (double scale in (double[])[1e-3, 1, 1e4])
        {
            IDifferentiableFunction f = DifferentiableFunction.Create(1, (x, g) => (g[0] = (x[0] - scale) / scale / scale) * (x[0] - scale) / 2);
            new DistanceOverGradients().Minimize(f, [0.0], new StoppingCriteria { MaxIterations = 1000 })
                .Value.Should().BeLessThan(1e-4, $"the minimum is at {scale}");
        }
    }
}
