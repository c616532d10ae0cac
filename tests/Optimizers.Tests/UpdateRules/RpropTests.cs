using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class RpropTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "Rprop";

    protected override IUpdateRule Rule => new Rprop { LearningRate = 0.05, EtaMinus = 0.4, EtaPlus = 1.3, MinimumStep = 0.02, MaximumStep = 0.055 };

    protected override IUpdateRule Defaults => new Rprop { LearningRate = 1e-2, EtaMinus = 0.5, EtaPlus = 1.2, MinimumStep = 1e-6, MaximumStep = 50 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new Rprop
    {
        LearningRate = golden.Setting("lr", 1e-2),
        EtaMinus = golden.Pair("etas", [0.5, 1.2])[0],
        EtaPlus = golden.Pair("etas", [0.5, 1.2])[1],
        MinimumStep = golden.Pair("step_sizes", [1e-6, 50])[0],
        MaximumStep = golden.Pair("step_sizes", [1e-6, 50])[1],
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] last = memory.GetOrAdd("last", x.Length), size = memory.GetOrAdd("size", x.Length, 0.05);
        for (int i = 0; i < x.Length; i++)
        {
            double agreement = g[i] * last[i];
            size[i] = Math.Clamp(size[i] * (agreement > 0 ? 1.3 : agreement < 0 ? 0.4 : 1), 0.02, 0.055);
            last[i] = agreement < 0 ? 0 : g[i];
            x[i] -= size[i] * Math.Sign(last[i]);
        }
    }

    protected override double ShareLeft => 0.01;

    [Fact]
    public void CreateState_MinimumAboveMaximum_Throws()
        => Refused(
            () => new Rprop { MinimumStep = 2, MaximumStep = 1 }.CreateState(1),
            "MinimumStep is 2 and MaximumStep 1; the first must not be larger.*",
            "MinimumStep");

    [Fact]
    public void Etas_BeyondOne_Throw()
    {
        Refused(() => _ = new Rprop { EtaMinus = 1 }, "*", "EtaMinus");
        Refused(() => _ = new Rprop { EtaPlus = 1 }, "*", "EtaPlus");
    }
}
