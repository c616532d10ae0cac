using Xunit.Abstractions;

namespace Optimizers.Tests;

public sealed class AveragedSgdTests(ITestOutputHelper output) : TorchRuleContract(output)
{
    protected override string Torch => "ASGD";

    protected override IUpdateRule Rule => new AveragedSgd { LearningRate = 0.05, Lambda = 0.01, Alpha = 0.6, T0 = 3, WeightDecay = 0.1 };

    protected override IUpdateRule Defaults => new AveragedSgd { LearningRate = 1e-2, Lambda = 1e-4, Alpha = 0.75, T0 = 1e6, WeightDecay = 0 };

    private protected override IUpdateRule With(TorchTrajectories.Case golden) => new AveragedSgd
    {
        LearningRate = golden.Setting("lr", 1e-2),
        Lambda = golden.Setting("lambd", 1e-4),
        Alpha = golden.Setting("alpha", 0.75),
        T0 = golden.Setting("t0", 1e6),
        WeightDecay = golden.Setting("weight_decay", 0),
    };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double η = 0.05 / Math.Pow(1 + (0.01 * 0.05 * (t - 1)), 0.6);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] * (1 - (0.01 * η))) - (η * (g[i] + (0.1 * x[i])));
        }
    }

    [Fact]
    public void WriteAverage_FromT0On_IsTheMeanOfThePoints()
    {
        double[] x = Points.Wave(5, 1), average = new double[5];
        OptimizerState state = Rule.CreateState(5);
        var points = new List<double[]>();
        for (int t = 1; t <= 12; t++)
        {
            Rule.Step(x, Points.Wave(5, t + 1), state);
            points.Add([.. x]);
        }

        // until step T₀ + 2 the average is the point itself: steps 5 … 12 are averaged with T₀ = 3
        Rule.WriteAverage(x, state, average).Should().BeTrue();
        for (int i = 0; i < 5; i++)
        {
            average[i].Should().BeApproximately(points.Skip(4).Average(point => point[i]), 1e-14);
        }
    }
}
