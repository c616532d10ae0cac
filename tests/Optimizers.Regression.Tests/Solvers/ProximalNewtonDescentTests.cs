namespace Optimizers.Regression.Tests;

public sealed class ProximalNewtonDescentTests
{
    /// <summary>Errors are below δ, so that the minimum is that of squared errors.</summary>
    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [InlineData(1e-9)]
    public void Fit_NearlyEqualColumns_IsThatOfSquaredErrors(double difference)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Sin(i) + (difference * Math.Cos((j + 1.3) * i)));
        Vector<double> y = x.RowSums() + Vector<double>.Build.Dense(40, i => 0.1 * Math.Cos(3 * i));
        foreach (bool standardize in new[] { true, false })
        {
            var regression = new LinearRegression { Loss = Losses.Huber(100), Penalty = new L1Penalty(0.01), Standardize = standardize };

            LinearModel model = regression.Fit(x, y), squares = (regression with { Loss = Losses.HalfMeanSquaredError }).Fit(x, y);

            model.Solver.Should().Contain("proximal Newton");
            model.Training.Reason.Should().Be(StopReason.GradientTolerance);
            model.Training.Iterations.Should().BeLessThan(10);
            GoldenFile.Deviation([.. model.Parameters], [.. squares.Parameters], 1e-9, 1e-12).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Theory]
    [InlineData("logistic", 0.1)]
    [InlineData("logistic", 1e-6)]
    [InlineData("Poisson", 0.1)]
    [InlineData("Poisson", 1e-3)]
    [InlineData("Poisson", 1e-6)]
    public void Fit_LassoOnPowersOfRawYears_MeetsItsConditions(string kind, double weight)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Pow(2000 + i, j + 1));
        bool isLogistic = kind == "logistic";
        Vector<double> y = Vector<double>.Build.Dense(
            40, i => isLogistic ? (Math.Sin(i * i) + ((i - 20) / 10.0) > 0 ? 1 : 0) : Math.Round(Math.Exp(1 + (i / 20.0) + (Math.Sin(7 * i) / 2))));

        LinearModel model = new LinearRegression { Loss = isLogistic ? Losses.Logistic : Losses.Poisson, Penalty = new L1Penalty(weight) }.Fit(x, y);

        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        model.Training.Iterations.Should().BeLessThan(30);
        Vector<double> slopes = (x * model.Coefficients).Map(z => z + model.Intercept).Map(z => isLogistic ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z)) - y;
        slopes.Sum().Should().BeApproximately(0, 1e-6);
        for (int j = 0; j < 3; j++)
        {
            Vector<double> centred = x.Column(j) - x.Column(j).Average();
            double slope = centred.DotProduct(slopes) / centred.L2Norm() / Math.Sqrt(40), w = model.Coefficients[j];
            (w == 0 ? Math.Max(0, Math.Abs(slope) - weight) : Math.Abs(slope + (weight * Math.Sign(w))))
                .Should().BeLessThan(1e-7, $"column {j}: {model.Training}");
        }
    }

    [Fact]
    public void Fit_BoundsElasticNetsAndClasses_AreThoseOfFirstOrderMethods()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(80, 4, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.5 * Math.Sin(i)));
        Vector<double> labels = Vector<double>.Build.Dense(80, i => x[i, 0] - x[i, 1] + Math.Sin(i * i) > 0 ? 1 : 0);
        Matrix<double> classes = Matrix<double>.Build.Dense(80, 3, (i, j) => (x[i, 0] + Math.Sin(i * i) > 0.5 ? 0 : x[i, 1] > 0 ? 1 : 2) == j ? 1 : 0);
        foreach (LinearRegression regression in new LinearRegression[]
        {
            new() { Penalty = new L1Penalty(0.02) },
            new() { Penalty = new ElasticNetPenalty(0.02, 0.1) },
            new() { Penalty = new NonNegative() },
            new() { Bounds = new Box(-0.3, 0.4) },
            new() { Bounds = new Box(-0.3, 0.4), Penalty = new RidgePenalty(0.05), Standardize = false },
            new() { Bounds = new Box(0, 0.4), Penalty = new L1Penalty(0.01), Standardize = false },
        })
        {
            LinearRegression first = regression with { Optimizer = new AcceleratedProximalGradient(), Stopping = new() { GradientTolerance = 1e-12 } };
            LinearModel model = (regression with { Loss = Losses.Logistic }).Fit(x, labels), other = (first with { Loss = Losses.Logistic }).Fit(x, labels);
            model.Solver.Should().Contain("proximal Newton");
            model.Training.Iterations.Should().BeLessThanOrEqualTo(10);
            GoldenFile.Deviation([.. model.Parameters], [.. other.Parameters], 1e-8, 1e-9).Should().BeLessThanOrEqualTo(1, $"{regression}: {model.Training}");

            MultiTargetLinearModel many = (regression with { Loss = Losses.Softmax(3) }).Fit(x, classes),
                others = (first with { Loss = Losses.Softmax(3) }).Fit(x, classes);
            many.Training.Converged.Should().BeTrue(many.Training.ToString());
            many.Training.Value.Should().BeApproximately(others.Training.Value, 1e-12);
            (many.Predict(x) - others.Predict(x)).Enumerate().Should().OnlyContain(difference => Math.Abs(difference) < 1e-7, $"{regression}");
        }
    }
}
