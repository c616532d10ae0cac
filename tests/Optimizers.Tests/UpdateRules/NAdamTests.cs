using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class NAdamTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "NAdam";

    protected override IUpdateRule Rule
        => new NAdam { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1, MomentumDecay = 0.01 };

    protected override IUpdateRule Defaults
        => new NAdam { LearningRate = 2e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0, MomentumDecay = 4e-3, DecoupledWeightDecay = false };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new NAdam
    {
        LearningRate = golden.Setting("lr", 2e-3),
        Beta1 = golden.Pair("betas", [0.9, 0.999])[0],
        Beta2 = golden.Pair("betas", [0.9, 0.999])[1],
        Epsilon = golden.Setting("eps", 1e-8),
        WeightDecay = golden.Setting("weight_decay", 0),
        MomentumDecay = golden.Setting("momentum_decay", 4e-3),
        DecoupledWeightDecay = golden.Flag("decoupled_weight_decay"),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length);
        double μ = Momentum(t), next = Momentum(t + 1), product = Enumerable.Range(1, t).Aggregate(1.0, (all, s) => all * Momentum(s));
        double Momentum(int s) => 0.8 * (1 - (0.5 * Math.Pow(0.96, s * 0.01)));
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            v[i] = (0.99 * v[i]) + (0.01 * d * d);
            double root = Math.Sqrt(v[i] / (1 - Math.Pow(0.99, t))) + 1e-6;
            x[i] -= 0.05 * (((1 - μ) / (1 - product) * d) + (next / (1 - (product * next)) * m[i])) / root;
        }
    }
}
