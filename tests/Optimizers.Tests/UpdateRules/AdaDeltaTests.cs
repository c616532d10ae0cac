using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdaDeltaTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "Adadelta";

    protected override IUpdateRule Rule => new AdaDelta { LearningRate = 0.5, Rho = 0.8, Epsilon = 1e-4, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new AdaDelta { LearningRate = 1, Rho = 0.9, Epsilon = 1e-6, WeightDecay = 0 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new AdaDelta
    {
        LearningRate = golden.Setting("lr", 1),
        Rho = golden.Setting("rho", 0.9),
        Epsilon = golden.Setting("eps", 1e-6),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] v = memory.GetOrAdd("v", x.Length), u = memory.GetOrAdd("u", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            v[i] = (0.8 * v[i]) + (0.2 * d * d);
            double step = Math.Sqrt(u[i] + 1e-4) / Math.Sqrt(v[i] + 1e-4) * d;
            u[i] = (0.8 * u[i]) + (0.2 * step * step);
            x[i] -= 0.5 * step;
        }
    }
}
