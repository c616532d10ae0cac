using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class StochasticGradientDescentTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "SGD";

    protected override IUpdateRule Defaults
        => new StochasticGradientDescent { LearningRate = 1e-3, Momentum = 0, Dampening = 0, Nesterov = false, WeightDecay = 0 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new StochasticGradientDescent
    {
        LearningRate = golden.Setting("lr", 1e-3),
        Momentum = golden.Setting("momentum", 0),
        Dampening = golden.Setting("dampening", 0),
        WeightDecay = golden.Setting("weight_decay", 0),
        Nesterov = golden.Flag("nesterov"),
    };

    private static readonly StochasticGradientDescent Sgd = new() { LearningRate = 0.05, Momentum = 0.9, Dampening = 0.5, WeightDecay = 0.1 };

    protected override IUpdateRule Rule => Sgd with { LearningRate = 0.05 };

    protected override IEnumerable<(string Setting, IUpdateRule Changed)> Changes =>
    [
        ("LearningRate", Sgd with { LearningRate = 0.06 }),
        ("Momentum", Sgd with { Momentum = 0 }),
        ("Dampening", Sgd with { Dampening = 0 }),
        ("WeightDecay", Sgd with { WeightDecay = 0 }),
        ("Nesterov", Sgd with { Dampening = 0, Nesterov = true }),
    ];

    protected override IEnumerable<(string Setting, Action Set)> OutOfRange =>
    [
        ("Nesterov", () => (Sgd with { Nesterov = true }).CreateState(1)),
        ("Dampening", () => _ = Sgd with { Dampening = 1.1 }),
        ("Momentum", () => _ = new StochasticGradientDescent { Momentum = 1 }),
    ];

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] b = memory.GetOrAdd("b", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double d = g[i] + (0.1 * x[i]);
            b[i] = t == 1 ? d : (0.9 * b[i]) + (0.5 * d);
            x[i] -= 0.05 * b[i];
        }
    }

    [Fact]
    public void CreateState_WithoutMomentum_KeepsNoVector() => (Sgd with { Momentum = 0 }).CreateState(3).VectorNames.Should().BeEmpty();

    [Fact]
    public void CreateState_NesterovWithDampening_SaysWhatItNeeds()
    {
        Action create = () => (Sgd with { Nesterov = true }).CreateState(2);

        create.Should().Throw<ArgumentException>().WithMessage("Nesterov needs Momentum above 0 and Dampening 0; they are 0.9 and 0.5.*");
    }

    [Fact]
    public void Step_WithAnotherRulesState_SaysSo()
    {
        double[] x = [1, 2];
        Action step = () => Sgd.Step(x, [1, 1], new Adam().CreateState(2));

        step.Should().Throw<ArgumentException>().WithMessage("The state has no vector 'momentum'; it has m, v.*");
        x.Should().Equal(1, 2);
    }

    [Fact]
    public void Maximize_WeightDecay_ShrinksTheWeights()
    {
        // f = 1e-6 x: decay alone acts to six digits, and it shrinks in either direction; a port is known in which weights grow
        IDifferentiableFunction flat = DifferentiableFunction.Create(1, (x, g) => (g[0] = 1e-6) * x[0]);
        var rule = new StochasticGradientDescent { LearningRate = 0.1, WeightDecay = 0.1 };
        var stop = new StoppingCriteria { MaxIterations = 2 };

        OptimizationRun up = rule.Start(flat, [1.0], new RunOptions { Maximize = true, Stopping = stop }), down = rule.Iterate(flat, [1.0], stop);
        up.Complete();
        down.Complete();

        up.Point[0].Should().BeApproximately(0.9801, 3e-7);
        down.Point[0].Should().BeApproximately(0.9801, 3e-7);
        up.Point[0].Should().BeGreaterThan(down.Point[0]);
    }
}
