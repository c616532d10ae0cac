namespace Optimizers.Regression.Tests;

public sealed class EarlyStoppingTests
{
    // more features than the noise supports: the held-out loss turns
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(60, 40, (i, j) => Math.Sin((i * i * 0.37) + (j * 1.9) + (i * j)));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(60, i => X[i, 0] + (2 * Math.Sin(i * i)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_OverfittingModel_StopsAtTheLowestHeldOutLoss(bool batches)
    {
        var regression = new LinearRegression
        {
            Optimizer = new Adam { LearningRate = 0.02 },
            Batches = batches ? new MiniBatches(8) { Epochs = 2000, Seed = 3 } : null,
            EarlyStopping = new EarlyStopping { ValidationFraction = 0.25, Patience = 7, Seed = 2 },
        };

        LinearModel model = regression.Fit(X, Y);

        model.Training.Reason.Should().Be(StopReason.EarlyStopped);
        model.Training.Converged.Should().BeTrue();
        int best = model.ValidationHistory.ToList().IndexOf(model.ValidationHistory.Min());
        (model.ValidationHistory.Count - 1 - best).Should().Be(7, "it ends with the patience after the lowest");
        model.ValidationHistory[0].Should().BeGreaterThan(model.ValidationHistory[best]);

        // the samples held out are those of the seed: the loss of the model on them is the lowest
        int[] rows = [.. Sampler.Choice(60, 60, replace: false, random: new Random(2)).Take(15)];
        Vector<double> predicted = model.Predict(Matrix<double>.Build.DenseOfRows(rows.Select(i => X.Row(i))));
        predicted.Zip(rows, (p, i) => Math.Pow(p - Y[i], 2)).Average().Should().BeApproximately(model.ValidationHistory[best], 1e-12);
        regression.Fit(X, Y).Parameters.Should().Equal(model.Parameters, "a seed repeats to the bit");
    }

    [Fact]
    public void Fit_ThatConvergesFirst_HasItsOwnReason()
    {
        LinearModel model = new LinearRegression { Optimizer = new Lbfgs(), EarlyStopping = new EarlyStopping { Patience = 1000 } }.Fit(
            X.SubMatrix(0, 60, 0, 2), Y);

        model.Training.Reason.Should().NotBe(StopReason.EarlyStopped);
        model.ValidationHistory.Should().NotBeEmpty();
    }

    [Fact]
    public void Fit_WrongSettings_AreRefused()
    {
        Refused(
            () => new LinearRegression { EarlyStopping = new() }.Fit(X, Y),
            "EarlyStopping needs an Optimizer that takes many steps; none is named.*",
            "EarlyStopping");
        FluentActions.Invoking(() => new EarlyStopping { ValidationFraction = 1 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*ValidationFraction must be above 0 and below 1; it is 1*");
        FluentActions.Invoking(() => new EarlyStopping { Patience = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        Refused(
            () => new LinearRegression { Optimizer = new Lbfgs(), EarlyStopping = new() }
                .Fit(X.SubMatrix(0, 1, 0, 2), Y.SubVector(0, 1)), "X has 1 row(s); a fraction of 0.1 held out leaves none to fit.*", "X");
    }
}
