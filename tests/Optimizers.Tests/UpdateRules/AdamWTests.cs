using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdamWTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "AdamW";

    protected override IUpdateRule Rule => new AdamW { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new AdamW { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 };

    private protected override bool Includes(TorchTrajectories.Case golden) => !golden.Flag("amsgrad");

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new AdamW
    {
        LearningRate = golden.Setting("lr", 1e-3),
        Beta1 = golden.Pair("betas", [0.9, 0.999])[0],
        Beta2 = golden.Pair("betas", [0.9, 0.999])[1],
        Epsilon = golden.Setting("eps", 1e-8),
        WeightDecay = golden.Setting("weight_decay", 0.01),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= 1 - (0.05 * 0.1);
            m[i] = (0.8 * m[i]) + (0.2 * g[i]);
            v[i] = (0.99 * v[i]) + (0.01 * g[i] * g[i]);
            x[i] -= 0.05 * (m[i] / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.99, t))) + 1e-6);
        }
    }

    [Fact]
    public void WeightDecay_ByDefault_IsTorchs() => new AdamW().WeightDecay.At(0).Should().Be(0.01, "a port is known whose default is 0");

    [Fact]
    public void Step_ZeroGradient_ShrinksByRateTimesDecay()
    {
        double[] x = [1];
        new AdamW { LearningRate = 0.1, WeightDecay = 0.1 }.Step(x, [0.0], new AdamW().CreateState(1));

        x[0].Should().Be(0.99);
    }
}
