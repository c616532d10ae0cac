namespace Optimizers.Regression.Tests;

/// <summary>A fit with weights that are repeats is that of the repeated rows: coefficients, errors, likelihood and criteria.</summary>
public sealed class WeightMeaningTests
{
    private const int Rows = 60;

    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(Rows, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(Rows, i => 3 + X[i, 0] - (2 * X[i, 1]) + Math.Pow(Math.Sin(i * i), 3));
    private static readonly int[] Repeats = [.. Enumerable.Range(0, Rows).Select(i => i % 4)];

    public static TheoryData<string> Kinds => [
        "squared", "squared by Lbfgs", "Gamma", "Tweedie", "Poisson", "logistic", "Huber", "Huber beside large errors", "log-cosh", "median",
        "without intercept", "ridge"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Summary_OfRepeats_IsThatOfTheRepeatedRows(string kind)
    {
        (LinearRegression regression, Vector<double> y) = Case(kind);
        int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, Repeats[i]))];

        RegressionSummary weighted = regression.Fit(TrainingData.From(X, y).WithWeights(Vector<double>.Build.Dense(Rows, i => Repeats[i]))).Summary();
        RegressionSummary repeated = regression.Fit(
            Matrix<double>.Build.DenseOfRows(rows.Select(i => X.Row(i))), Vector<double>.Build.DenseOfEnumerable(rows.Select(i => y[i]))).Summary();

        (weighted.SampleCount, weighted.ResidualDegreesOfFreedom).Should().Be((repeated.SampleCount, repeated.ResidualDegreesOfFreedom));
        Same(Numbers(weighted), Numbers(repeated));
        Same([.. weighted.Coefficients.SelectMany(Row)], [.. repeated.Coefficients.SelectMany(Row)]);
        weighted.ToString().Split('\n').Length.Should().Be(repeated.ToString().Split('\n').Length);
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("Huber")]
    [InlineData("median")]
    public void Summary_OfPrecisions_DoesNotDependOnTheirScale(string kind)
    {
        (LinearRegression regression, Vector<double> y) = Case(kind);
        regression = regression with { WeightsAre = WeightMeaning.Precisions };
        Vector<double> weights = Vector<double>.Build.Dense(Rows, i => 1 + (i % 3));

        TrainingData data = TrainingData.From(X, y);
        RegressionSummary one = regression.Fit(data.WithWeights(weights)).Summary(), other = regression.Fit(data.WithWeights(1024 * weights)).Summary();

        one.SampleCount.Should().Be(Rows);
        Same([.. other.Coefficients.SelectMany(Row)], [.. one.Coefficients.SelectMany(Row)]);
        if (kind == "squared")
        {
            other.LogLikelihood.Should().BeApproximately(one.LogLikelihood, 1e-9, "scale and variance change together");
        }
    }

    [Fact]
    public void Summary_OfWeightedLeastSquares_IsOfPrecisionsUnlessTold()
    {
        TrainingData data = TrainingData.From(X, Y).WithWeights(Vector<double>.Build.Dense(Rows, 2.0));

        RegressionSummary plain = new LinearRegression().Fit(X, Y).Summary(), precise = new LinearRegression().Fit(data).Summary();
        RegressionSummary twice = new LinearRegression { WeightsAre = WeightMeaning.Repeats }.Fit(data).Summary();

        precise.Coefficients[0].StandardError.Should().BeApproximately(plain.Coefficients[0].StandardError, 1e-12);
        twice.Coefficients[0].StandardError.Should().BeApproximately(plain.Coefficients[0].StandardError * Math.Sqrt((Rows - 3.0) / ((2 * Rows) - 3)), 1e-12);
        twice.LogLikelihood.Should().BeApproximately(2 * plain.LogLikelihood, 1e-9);
    }

    [Fact]
    public void Fit_OfALikelihoodWithPrecisions_IsRefused()
    {
        LinearRegression gamma = new() { Loss = Losses.Gamma, WeightsAre = WeightMeaning.Precisions };

        Refused(
            () => gamma.Fit(X, Y.PointwiseAbs() + 0.1),
            "The weights of a likelihood say how often a sample was seen; WeightsAre is Precisions with Gamma*",
            "WeightsAre");
    }

    private static (LinearRegression Regression, Vector<double> Y) Case(string kind)
    {
        Vector<double> positive = Y.PointwiseAbs() + 0.1;
        return kind switch
        {
            "squared" => (new LinearRegression { WeightsAre = WeightMeaning.Repeats }, Y),
            "squared by Lbfgs" =>
                (new LinearRegression { WeightsAre = WeightMeaning.Repeats, Optimizer = new Lbfgs(), Stopping = new() { GradientTolerance = 1e-12 } }, Y),
            "Gamma" => (new LinearRegression { Loss = Losses.Gamma }, positive),
            "Tweedie" => (new LinearRegression { Loss = Losses.Tweedie(1.5) }, positive.Map(y => y < 1 ? 0 : y)),
            "Poisson" => (new LinearRegression { Loss = Losses.Poisson }, positive.Map(y => Math.Round(y))),
            "logistic" => (new LinearRegression { Loss = Losses.Logistic }, Vector<double>.Build.Dense(Rows, i => Math.Sin(i * i) > 0 ? 1 : 0)),
            "Huber" => (new LinearRegression { Loss = Losses.Huber(0.7) }, Y),
            "Huber beside large errors" => (new LinearRegression { Loss = Losses.Huber(0.01) }, Y),
            "log-cosh" => (new LinearRegression { Loss = Losses.LogCosh }, 100 * Y),
            "median" => (new LinearRegression { Loss = Losses.MeanAbsoluteError }, Y),
            "without intercept" => (new LinearRegression { Loss = Losses.Gamma, FitIntercept = false }, positive),
            _ => (new LinearRegression { WeightsAre = WeightMeaning.Repeats, Penalty = new RidgePenalty(0.1) }, Y),
        };
    }

    private static double[] Numbers(RegressionSummary s)
        => [
            s.LogLikelihood, s.Aic, s.Bic, s.Deviance, s.Scale, s.RSquared, s.AdjustedRSquared, s.PseudoRSquared, s.FStatistic, s.FPValue,
            s.ResidualSumOfSquares, s.ConditionNumber];

    private static double[] Row(CoefficientSummary row) => [row.Estimate, row.StandardError, row.PValue, row.Low, row.High];

    private static void Same(double[] found, double[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            (double.IsNaN(found[i]) ? double.IsNaN(expected[i]) : Math.Abs(found[i] - expected[i]) <= 1e-6 * (1e-3 + Math.Abs(expected[i])))
                .Should().BeTrue($"number {i} is {found[i]}, expected {expected[i]}");
        }
    }
}
