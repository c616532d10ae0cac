using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdamaxTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "Adamax";

    protected override IUpdateRule Rule => new Adamax { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new Adamax { LearningRate = 2e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new Adamax
    {
        LearningRate = golden.Setting("lr", 2e-3),
        Beta1 = golden.Pair("betas", [0.9, 0.999])[0],
        Beta2 = golden.Pair("betas", [0.9, 0.999])[1],
        Epsilon = golden.Setting("eps", 1e-8),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), u = memory.GetOrAdd("u", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            u[i] = Math.Max(0.99 * u[i], Math.Abs(d) + 1e-6);
            x[i] -= 0.05 / (1 - Math.Pow(0.8, t)) * m[i] / u[i];
        }
    }
}
