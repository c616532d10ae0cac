namespace Optimizers.Tests;

public sealed class YogiTests : UpdateRuleContract
{
    protected override IUpdateRule Rule
        => new Yogi { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-2, InitialAccumulator = 1e-3, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length, 1e-3);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            v[i] -= 0.01 * Math.Sign(v[i] - (d * d)) * d * d;
            x[i] -= 0.05 * m[i] / (Math.Sqrt(v[i]) + 1e-2);
        }
    }
}
