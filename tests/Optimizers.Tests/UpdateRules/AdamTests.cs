using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AdamTests(ITestOutputHelper output) : UpdateRuleContract
{
    private static readonly Adam Tuned = new() { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 };

    protected override IUpdateRule Rule => Tuned with { LearningRate = 0.05 };

    protected override IEnumerable<(string Setting, IUpdateRule Changed)> Changes =>
    [
        ("LearningRate", Tuned with { LearningRate = 0.06 }),
        ("Beta1", Tuned with { Beta1 = 0.9 }),
        ("Beta2", Tuned with { Beta2 = 0.999 }),
        ("Epsilon", Tuned with { Epsilon = 1e-3 }),
        ("WeightDecay", Tuned with { WeightDecay = 0 }),
    ];

    protected override IEnumerable<(string Setting, Action Set)> OutOfRange =>
    [
        .. Bad("LearningRate", value => Tuned with { LearningRate = value }, 0, -1, double.NaN, double.PositiveInfinity),
        .. Bad("Beta1", value => Tuned with { Beta1 = value }, -0.1, 1, double.NaN),
        .. Bad("Beta1", value => new Adam { Beta1 = value }, 1),
        .. Bad("Beta2", value => Tuned with { Beta2 = value }, -0.1, 1, double.NaN),
        .. Bad("Epsilon", value => Tuned with { Epsilon = value }, -1e-8, double.NaN, double.PositiveInfinity),
        .. Bad("WeightDecay", value => Tuned with { WeightDecay = value }, -0.1, double.NaN, double.PositiveInfinity),
    ];

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
    public void Step_EveryTorchCase_GivesTorchsPoints() => Compare(Cases, TorchTrajectories.DeviationByStep);

    [Fact]
    public void Run_EveryTorchCaseWithAFunction_GivesTorchsPoints()
        => Compare(Cases.Where(golden => golden.Gradients is null), TorchTrajectories.DeviationByRun);

    [Fact]
    public void Defaults_AreTorchs()
        => new Adam().Should().Be(new Adam { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 });

    [Fact]
    public void Step_First_MovesByTheLearningRate()
    {
        // the first moment starts at 0: started at the first gradient it would be ten times this
        double[] x = [5];
        new Adam { LearningRate = 0.1, Epsilon = 0 }.Step(x, [123.0], new Adam().CreateState(1));

        x[0].Should().BeApproximately(4.9, 1e-15);
    }

    private static IEnumerable<TorchTrajectories.Case> Cases => TorchTrajectories.Of("Adam").Where(golden => !golden.Flag("amsgrad"));

    private void Compare(IEnumerable<TorchTrajectories.Case> cases, Func<IUpdateRule, TorchTrajectories.Case, double> deviation)
    {
        double worst = 0;
        foreach (TorchTrajectories.Case golden in cases)
        {
            double[] betas = golden.Pair("betas", [0.9, 0.999]);
            var rule = new Adam
            {
                LearningRate = golden.Setting("lr", 1e-3),
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = golden.Setting("eps", 1e-8),
                WeightDecay = golden.Setting("weight_decay", 0),
            };
            double found = deviation(rule, golden);
            found.Should().BeLessThanOrEqualTo(1, golden.ToString());
            worst = Math.Max(worst, found);
        }

        worst.Should().BePositive("cases were compared");
        output.WriteLine($"Adam: worst deviation {worst:G3} of what is allowed");
    }
}
