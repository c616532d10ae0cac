namespace Optimizers.Tests;

public sealed class ProdigyTests : UpdateRuleContract
{
    protected override IUpdateRule Rule
        => new Prodigy { LearningRate = 0.9, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-3, InitialDistance = 0.05, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length), s = memory.GetOrAdd("s", x.Length);
        double[] start = memory.GetOrAdd("start", x.Length, x), numbers = memory.GetOrAdd("d and r", 2);
        double d = numbers[0] = t == 1 ? 0.05 : numbers[0], root = Math.Sqrt(0.99);
        numbers[1] = (root * numbers[1]) + ((1 - root) * 0.9 * d * d * g.Select((partial, i) => partial * (start[i] - x[i])).Sum());
        for (int i = 0; i < x.Length; i++)
        {
            s[i] = (root * s[i]) + ((1 - root) * 0.9 * d * d * g[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d * g[i]);
            v[i] = (0.99 * v[i]) + (0.01 * d * d * g[i] * g[i]);
            x[i] -= 0.9 * d * ((m[i] / (Math.Sqrt(v[i]) + (d * 1e-3))) + (0.1 * x[i]));
        }

        double norm = s.Sum(Math.Abs);
        numbers[0] = norm > 0 ? Math.Max(d, numbers[1] / norm) : d;
    }

    [Fact]
    public void Minimize_WithoutAnyTuning_FindsItsRate()
    {
        foreach (double scale in (double[])[1e-3, 1, 1e3])
        {
            IDifferentiableFunction f = DifferentiableFunction.Create(2, (x, g) =>
            {
                (g[0], g[1]) = ((x[0] - scale) / scale / scale, (x[1] + scale) / scale / scale);
                return (((x[0] - scale) * g[0]) + ((x[1] + scale) * g[1])) / 2;
            });
            new Prodigy().Minimize(f, [0.0, 0.0], new StoppingCriteria { MaxIterations = 2000 }).Value.Should().BeLessThan(1e-3, $"the minimum is at ±{scale}");
        }
    }
}
