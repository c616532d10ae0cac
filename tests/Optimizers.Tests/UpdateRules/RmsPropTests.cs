using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class RmsPropTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "RMSprop";

    protected override IUpdateRule Rule => new RmsProp { LearningRate = 0.02, Alpha = 0.9, Epsilon = 1e-4, Momentum = 0.8, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new RmsProp { LearningRate = 1e-2, Alpha = 0.99, Epsilon = 1e-8, Momentum = 0, WeightDecay = 0 };

    private protected override bool Includes(TorchTrajectories.Case golden) => !golden.Flag("centered");

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new RmsProp
    {
        LearningRate = golden.Setting("lr", 1e-2),
        Alpha = golden.Setting("alpha", 0.99),
        Epsilon = golden.Setting("eps", 1e-8),
        Momentum = golden.Setting("momentum", 0),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] v = memory.GetOrAdd("v", x.Length), b = memory.GetOrAdd("b", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            v[i] = (0.9 * v[i]) + (0.1 * d * d);
            b[i] = (0.8 * b[i]) + (d / (Math.Sqrt(v[i]) + 1e-4));
            x[i] -= 0.02 * b[i];
        }
    }

    [Fact]
    public void CreateState_WithoutMomentum_KeepsNoBuffer()
    {
        new RmsProp().CreateState(2).VectorNames.Should().NotContain("momentum");
        Rule.CreateState(2).VectorNames.Should().Contain("momentum");
    }
}
