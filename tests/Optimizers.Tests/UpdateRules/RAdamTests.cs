using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class RAdamTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "RAdam";

    protected override IUpdateRule Rule => new RAdam { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults
        => new RAdam { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0, DecoupledWeightDecay = false };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new RAdam
    {
        LearningRate = golden.Setting("lr", 1e-3),
        Beta1 = golden.Pair("betas", [0.9, 0.999])[0],
        Beta2 = golden.Pair("betas", [0.9, 0.999])[1],
        Epsilon = golden.Setting("eps", 1e-8),
        WeightDecay = golden.Setting("weight_decay", 0),
        DecoupledWeightDecay = golden.Flag("decoupled_weight_decay"),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length);
        double ρ = (2 / (1 - 0.99)) - 1, ρt = ρ - (2 * t * Math.Pow(0.99, t) / (1 - Math.Pow(0.99, t)));
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            v[i] = (0.99 * v[i]) + (0.01 * d * d);
            double step = 0.05 * m[i] / (1 - Math.Pow(0.8, t));
            double rectification = ρt > 5 ? Math.Sqrt((ρt - 4) * (ρt - 2) * ρ / ((ρ - 4) * (ρ - 2) * ρt)) : 0;
            x[i] -= ρt > 5 ? step * rectification * Math.Sqrt(1 - Math.Pow(0.99, t)) / (Math.Sqrt(v[i]) + 1e-6) : step;
        }
    }

    [Fact]
    public void Step_RectifiedBranch_AppliesTheRateOnce()
    {
        // f = x² + 2y² + xy from (1, −2) with rate 0.1: torch 1.13's sixth step; a port is known that multiplies by the rate twice
        double[] p = [1, -2];
        var rule = new RAdam { LearningRate = 0.1 };
        OptimizerState state = rule.CreateState(2);
        for (int t = 0; t < 6; t++)
        {
            rule.Step(p, [(2 * p[0]) + p[1], (4 * p[1]) + p[0]], state);
        }

        GoldenFile.Deviation(p, [0.696725244885, 0.206324832726], 0, 1e-12).Should().BeLessThanOrEqualTo(1);
    }
}
