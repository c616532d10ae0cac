namespace Optimizers.Tests;

public sealed class LearningRateFinderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Find_OnAQuadratic_SuggestsARateThatConverges(double curvature)
    {
        // f = ½cx²: plain descent converges below 2/c
        IDifferentiableFunction f = DifferentiableFunction.Create(1, (x, g) => (g[0] = curvature * x[0]) * x[0] / 2);

        LearningRateSearch search = new LearningRateFinder().Find(rate => new GradientDescent { LearningRate = rate }, f, [1.0]);

        search.Suggestion.Should().BeInRange(0.005 / curvature, 2 / curvature);
        search.Rates.Should().BeInAscendingOrder();
        search.Rates[0].Should().Be(1e-7);
        search.Values.Should().HaveCount(search.Rates.Count);
        new GradientDescent { LearningRate = search.Suggestion }.Minimize(f, [1.0]).Converged.Should().BeTrue();
    }

    [Fact]
    public void Find_ValueExplodes_StopsEarly()
    {
        IDifferentiableFunction f = DifferentiableFunction.FromExpression(x => 500 * x * x);

        new LearningRateFinder { Steps = 200 }.Find(rate => new GradientDescent { LearningRate = rate }, f, [1.0]).Rates[^1].Should().BeLessThan(1);
    }

    [Fact]
    public void Find_MiniBatches_TakesTheStepsItWasTold()
    {
        LearningRateSearch search = new LearningRateFinder { Lowest = 1e-4, Highest = 1e-2, Steps = 20 }
            .Find(rate => new Adam { LearningRate = rate }, EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(4) { Epochs = 1, Seed = 1 });

        search.Rates.Should().HaveCount(20);
        search.Rates[^1].Should().BeApproximately(1e-2, 1e-14);
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = new LearningRateFinder { Lowest = 0 }, "*", "Lowest");
        Refused(() => _ = new LearningRateFinder { Highest = double.NaN }, "*", "Highest");
        Refused(() => _ = new LearningRateFinder { Steps = 1 }, "*", "Steps");
        Refused(() => new LearningRateFinder { Lowest = 2, Highest = 1 }.Find(rate => new Adam { LearningRate = rate },
            EveryOptimizer.Mean, EveryOptimizer.Start), "Lowest is 2 and Highest 1; the first must be below the second.*", "Lowest");
        Refused(() => new LearningRateFinder().Find(null!, EveryOptimizer.Mean, EveryOptimizer.Start), "*", "rule");
    }
}
