namespace Optimizers.Regression.Tests;

/// <summary>A fit that is cancelled says so, whatever its kind, also where it took no step.</summary>
public sealed class CancelledFitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(60, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(60, i => 3 + X[i, 0] - (2 * X[i, 1]) + Math.Pow(Math.Sin(i * i), 3));
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static TheoryData<string, LinearRegression> Regressions => new()
    {
        { "least squares", new LinearRegression() },
        { "ridge", new LinearRegression { Penalty = new RidgePenalty(0.1) } },
        { "lasso", new LinearRegression { Penalty = new L1Penalty(0.1) } },
        { "bounds", new LinearRegression { Bounds = new Box(0, 1) } },
        { "Huber", new LinearRegression { Loss = Losses.Huber(0.5) } },
        { "median", new LinearRegression { Loss = Losses.MeanAbsoluteError } },
        { "Poisson", new LinearRegression { Loss = Losses.Poisson } },
        { "Lbfgs", new LinearRegression { Optimizer = new Lbfgs() } },
        { "Adam", new LinearRegression { Optimizer = new Adam() } },
        { "mini-batches", new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(7) { Epochs = 3 } } },
        { "early stopping", new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(7) { Epochs = 3 }, EarlyStopping = new() } },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Fit_CancelledBeforehand_SaysSo(string name, LinearRegression regression)
    {
        Vector<double> y = regression.Loss.Link == Link.Log ? Y.Map(value => Math.Round(Math.Abs(value))) : Y;
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 60)).Target(i => y[i], "y").Feature(i => X[i, 0], "a").Feature(i => X[i, 1], "b");

        ExpectCancelled(regression.Fit(X, y, Cancelled).Training, name);
        ExpectCancelled(regression.Fit(TrainingData.From(X, y), Cancelled).Training, name);
        if (regression.EarlyStopping is null)
        {
            LinearRegression streamed = regression with { Batches = regression.Batches is { } batches ? batches with { Order = SampleOrder.AsGiven } : null };
            ExpectCancelled(streamed.Fit(table.Source, table.Schema, Cancelled).Training, name);
        }

        if (regression.Loss.Outputs == 1)
        {
            ExpectCancelled(regression.Fit(X, Matrix<double>.Build.DenseOfColumnVectors(y, y), Cancelled).Training, name);
        }

        LinearModel model = regression.Fit(X, y, Cancelled);
        model.Summary().ToString().Should().Contain("The fit did not converge");
        FluentActions.Invoking(() => new CrossValidation().Score(regression, X, y, Cancelled)).Should().Throw<OperationCanceledException>(name);
    }

    [Fact]
    public void Fit_OfAPathCancelledBeforehand_HasOneModelThatSaysSo()
    {
        RegularizationPath path = new() { Regression = new LinearRegression(), Penalty = λ => new L1Penalty(λ), Lambdas = [0.1, 0.01] };

        PathResult models = path.Fit(X, Y, Cancelled), grid = (path with { Lambdas = null }).Fit(X, Y, Cancelled);

        models.Models.Should().ContainSingle();
        ExpectCancelled(models.Models[0].Training, "path");
        grid.Models.Should().ContainSingle();
        grid.Models[0].Training.Iterations.Should().Be(0);
        grid.Models[0].Training.Converged.Should().BeTrue("at the largest λ all coefficients are 0, which is where the path starts");
    }

    [Fact]
    public void PartialFit_CancelledBeforehand_IsTheModelBefore()
    {
        LinearRegression regression = new() { Optimizer = new StochasticGradientDescent { LearningRate = 0.1 } };
        LinearModel first = regression.PartialFit(X, Y), cancelled = regression.PartialFit(X, Y, first, Cancelled);

        ExpectCancelled(cancelled.Training, "a piece");
        cancelled.Parameters.Should().Equal(first.Parameters);
        regression.PartialFit(X, Y, cancelled).Parameters.Should().Equal(regression.PartialFit(X, Y, first).Parameters);
    }

    private static void ExpectCancelled(OptimizationResult training, string name)
    {
        training.Reason.Should().Be(StopReason.Cancelled, name);
        training.Converged.Should().BeFalse(name);
        training.Iterations.Should().Be(0, name);
        training.Invoking(one => one.EnsureConverged()).Should().Throw<OptimizationException>(name);
        training.Explain().Should().StartWith("Not converged: cancelled", name);
    }
}
