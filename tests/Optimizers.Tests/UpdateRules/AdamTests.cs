using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdamTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "Adam";

    protected override IUpdateRule Rule => new Adam { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new Adam { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 };

    private protected override bool Includes(TorchTrajectories.Case golden) => !golden.Flag("amsgrad");

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new Adam
    {
        LearningRate = golden.Setting("lr", 1e-3),
        Beta1 = golden.Pair("betas", [0.9, 0.999])[0],
        Beta2 = golden.Pair("betas", [0.9, 0.999])[1],
        Epsilon = golden.Setting("eps", 1e-8),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            m[i] = (0.8 * m[i]) + (0.2 * d);
            v[i] = (0.99 * v[i]) + (0.01 * d * d);
            x[i] -= 0.05 * (m[i] / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.99, t))) + 1e-6);
        }
    }

    [Fact]
    public void Step_First_MovesByTheLearningRate()
    {
        // the first moment starts at 0: started at the first gradient it would be ten times this
        double[] x = [5];
        new Adam { LearningRate = 0.1, Epsilon = 0 }.Step(x, [123.0], new Adam().CreateState(1));

        x[0].Should().BeApproximately(4.9, 1e-15);
    }

    [Fact]
    public void Settings_ThroughWith_AreCheckedToo()
    {
        Refused(() => _ = new Adam() with { Beta1 = 1 }, "Beta1 must be at least 0 and below 1; it is 1.*", "Beta1");
        Refused(() => _ = new Adam() with { LearningRate = double.NaN }, "LearningRate must be a finite number above 0; it is NaN.*", "LearningRate");
        Refused(() => _ = new Adam() with { LearningRate = null! }, "*", "LearningRate");
    }
}
