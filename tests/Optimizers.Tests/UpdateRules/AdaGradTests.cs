using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdaGradTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "Adagrad";

    protected override IUpdateRule Rule
        => new AdaGrad { LearningRate = 0.5, LearningRateDecay = 0.1, InitialAccumulator = 0.5, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults
        => new AdaGrad { LearningRate = 1e-2, LearningRateDecay = 0, InitialAccumulator = 0, Epsilon = 1e-10, WeightDecay = 0 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new AdaGrad
    {
        LearningRate = golden.Setting("lr", 1e-2),
        LearningRateDecay = golden.Setting("lr_decay", 0),
        InitialAccumulator = golden.Setting("initial_accumulator_value", 0),
        Epsilon = golden.Setting("eps", 1e-10),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] s = memory.GetOrAdd("s", x.Length, 0.5);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            s[i] += d * d;
            x[i] -= 0.5 / (1 + ((t - 1) * 0.1)) * d / (Math.Sqrt(s[i]) + 1e-6);
        }
    }
}
