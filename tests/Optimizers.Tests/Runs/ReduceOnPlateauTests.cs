using System.Text.Json;

namespace Optimizers.Tests;

public sealed class ReduceOnPlateauTests
{
    private static readonly ReduceOnPlateau Watch =
        new(new GradientDescent { LearningRate = 0.1 }) { Factor = 0.5, Patience = 5, Cooldown = 3, MinimumRate = 1e-3 };

    [Fact]
    public void Look_TorchsMetrics_GivesTorchsRates()
    {
        JsonElement golden = GoldenFile.Read("torch/schedules.json")
            .EnumerateArray().Single(item => item.GetProperty("scheduler").GetString() == "ReduceLROnPlateau");
        double[] metrics = golden.GetProperty("metrics").Doubles();
        var watch = new PlateauWatch(Watch);
        double rate = 0.1;
        List<double> rates = [];
        foreach (double metric in metrics)
        {
            rates.Add(rate);
            rate *= watch.Look(metric) ? watch.Shrink(rate) : 1;
        }

        GoldenFile.Deviation([.. rates], golden.GetProperty("lr").Doubles(), 1e-12, 0).Should().BeLessThanOrEqualTo(1);
        rates.Distinct().Should().HaveCountGreaterThan(4);
    }

    [Fact]
    public void Minimize_RateTooHigh_ShrinksUntilItConverges()
    {
        // on x² the rate 1 goes from x to −x for ever
        IDifferentiableFunction square = DifferentiableFunction.FromExpression(x => x * x);
        OptimizationRun run = new ReduceOnPlateau(new GradientDescent { LearningRate = 1 }) { Factor = 0.5, Patience = 3 }.Iterate(square, [1.0]);
        List<double> rates = [];
        foreach (Iteration _ in run)
        {
            rates.Add(run.LearningRate!.Value);
        }

        run.Result.Converged.Should().BeTrue();
        rates[0].Should().Be(1);
        rates[^1].Should().Be(0.5);
        new GradientDescent { LearningRate = 1 }.Minimize(square, [1.0]).Converged.Should().BeFalse();
    }

    [Fact]
    public void Minimize_MiniBatches_LooksAtTheMeanOfEachEpoch()
    {
        IFiniteSumFunction mean = DifferentiableFunction.Create(1, 10, (x, samples, g) =>
        {
            double middle = 0, squares = 0;
            foreach (int i in samples)
            {
                middle += (double)i / samples.Length;
                squares += (x[0] - i) * (x[0] - i) / samples.Length;
            }

            g[0] = 2 * (x[0] - middle);
            return squares;
        });
        OptimizationRun run = new ReduceOnPlateau(new StochasticGradientDescent { LearningRate = 0.2 }) { Factor = 0.5, Patience = 2 }
            .Iterate(mean, [20.0], new MiniBatches(1) { Epochs = 60, Seed = 1 });
        var rateOfEpoch = new Dictionary<int, HashSet<double>>();
        foreach (Iteration i in run)
        {
            rateOfEpoch.TryAdd(i.Epoch, []);
            rateOfEpoch[i.Epoch].Add(run.LearningRate!.Value);
        }

        rateOfEpoch.Values.Should().OnlyContain(rates => rates.Count == 1, "within an epoch nothing changes");
        rateOfEpoch[0].Single().Should().Be(0.2);
        rateOfEpoch[59].Single().Should().BeLessThan(0.1);
        run.Result.Value.Should().BeApproximately(8.25, 0.5, "the least value is the variance of 0 … 9");
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = Watch with { Factor = 1 }, "*", "Factor");
        Refused(() => _ = Watch with { Factor = 0 }, "*", "Factor");
        Refused(() => _ = Watch with { Patience = -1 }, "*", "Patience");
        Refused(() => _ = Watch with { Threshold = double.NaN }, "*", "Threshold");
        Refused(() => _ = Watch with { Cooldown = -1 }, "*", "Cooldown");
        Refused(() => _ = Watch with { MinimumRate = -1 }, "*", "MinimumRate");
        Refused(() => _ = new ReduceOnPlateau(null!), "*", "Rule");
        Watch.Should().Be(new ReduceOnPlateau(new GradientDescent { LearningRate = 0.1 }) { Factor = 0.5, Patience = 5, Cooldown = 3, MinimumRate = 1e-3 });
    }
}
