namespace Optimizers.Regression.Tests;

public sealed class LinearRegressionSeedsTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Sin((i * (j + 1)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(40, i => 5 + (2 * X[i, 0]) - (0.3 * X[i, 1]) + (0.1 * Math.Cos(7 * i)));
    private static readonly LinearRegression Stochastic =
        new() { Optimizer = new Adam { LearningRate = 0.1 }, Batches = new MiniBatches(8) { Epochs = 5, Seed = 9 } };

    [Fact]
    public void FitSeeds_EachSeed_IsTheFitOfItsBatches()
    {
        IReadOnlyList<LinearModel> models = Stochastic.FitSeeds(X, Y, 1, 2, 1);

        models[0].Parameters.Should().Equal((Stochastic with { Batches = Stochastic.Batches! with { Seed = 1 } }).Fit(X, Y).Parameters);
        models[2].Parameters.Should().Equal(models[0].Parameters, "the same seed gives the same bits");
        models[1].Parameters.Should().NotEqual(models[0].Parameters);
        models.Should().HaveCount(3);
        Stochastic.FitSeeds(TrainingData.From(X, Y, ["a", "b", "c"]), 2)[0].FeatureNames.Should().Equal("a", "b", "c");
    }

    [Fact]
    public void FitSeeds_WithoutChance_IsRefused()
    {
        Refused(() => (Stochastic with { Batches = null }).FitSeeds(X, Y, 1), "Seeds are of mini-batches; there are no Batches*", "Batches");
        Refused(
            () => (Stochastic with { Batches = new MiniBatches(8) { Order = SampleOrder.AsGiven } }).FitSeeds(X, Y, 1),
            "*AsGiven are the same from every seed.*",
            "Batches");
        Refused(() => Stochastic.FitSeeds(X, Y), "There is no seed; give at least one.*", "seeds");
    }
}
