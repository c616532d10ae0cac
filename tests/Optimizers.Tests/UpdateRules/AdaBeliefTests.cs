namespace Optimizers.Tests;

public sealed class AdaBeliefTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new AdaBelief { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-4, WeightDecay = 0.1 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), s = memory.GetOrAdd("s", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            s[i] = (0.99 * s[i]) + (0.01 * Math.Pow(d - m[i], 2)) + 1e-4;
            x[i] -= 0.05 * (m[i] / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(s[i] / (1 - Math.Pow(0.99, t))) + 1e-4);
        }
    }
}
