namespace Optimizers.Regression.Tests;

public sealed class CancellationTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 2, (i, j) => Math.Sin((3 * i) + (j * i) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(40, i => i % 3 == 0 ? 1 : 0);

    public static TheoryData<string> Names => [.. Fits().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_ThrowOnCancellation_ThrowsWithTheToken(string name)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        LinearRegression regression = Fits()[name] with { Stopping = new StoppingCriteria { ThrowOnCancellation = true } };
        Action fit = () => regression.Fit(X, Y, source.Token),
            path = () => new RegularizationPath
            {
                Regression = regression with { Penalty = null, Bounds = null },
                Penalty = lambda => new RidgePenalty(lambda),
                Lambdas = [1, 0.1],
            }.Fit(X, Y, source.Token);

        fit.Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(source.Token);
        path.Should().Throw<OperationCanceledException>();
        regression.Fit(X, Y).Training.Reason.Should().NotBe(StopReason.Cancelled, "nothing was cancelled");
    }

    private static Dictionary<string, LinearRegression> Fits() => new()
    {
        ["least squares"] = new(),
        ["logistic"] = new() { Loss = Losses.Logistic, Penalty = new RidgePenalty(0.1) },
        ["quantile"] = new() { Loss = Losses.Quantile(0.5) },
        ["Huber"] = new() { Loss = Losses.Huber(1) },
        ["lasso"] = new() { Penalty = new L1Penalty(1e-4) },
        ["bounds"] = new() { Bounds = new Box(0, double.PositiveInfinity) },
        ["Adam"] = new() { Optimizer = new Adam { LearningRate = 0.1 } },
        ["mini-batches"] = new() { Optimizer = new Adam { LearningRate = 0.1 }, Batches = new MiniBatches(8) { Epochs = 3 } },
    };
}
