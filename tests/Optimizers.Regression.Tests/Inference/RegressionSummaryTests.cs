namespace Optimizers.Regression.Tests;

public sealed class RegressionSummaryTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(400, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(400, i => 3 + X[i, 0] - (2 * X[i, 1]) + Math.Pow(Math.Sin(i * i), 3));

    [Fact]
    public void Summary_WithNoDegreesOfFreedom_HasNoF()
    {
        RegressionSummary summary = new LinearRegression().Fit(X.SubMatrix(0, 3, 0, 2), Y.SubVector(0, 3)).Summary();

        summary.FStatistic.Should().Be(double.NaN);
        summary.FPValue.Should().Be(double.NaN);
        summary.ToString().Should().NotContain("F  ").And.Contain("no degrees of freedom are left");
    }

    [Fact]
    public void Summary_OfAFitThatTookNoStep_HasAnFOfNothing()
    {
        RegressionSummary summary =
            new LinearRegression { Optimizer = new Adam(), Start = Vector<double>.Build.Dense(3, 10.0), Stopping = new() { MaxIterations = 0 } }
            .Fit(X, Y).Summary();

        summary.RSquared.Should().BeNegative();
        summary.FPValue.Should().Be(1);
        summary.ToString().Should().Contain("The fit did not converge");
    }

    [Fact]
    public void Summary_OfAShareThatIsAPercentage_NamesTheParameter()
        => FluentActions.Invoking(() => new LinearRegression().Fit(X, Y).Summary(95))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("level must be above 0 and below 1; it is 95.*").WithParameterName("level");

    [Fact]
    public void Summary_OfLargeStatistics_KeepsItsColumns()
    {
        Vector<double> counts = Y.Map(y => Math.Round(1e12 * Math.Exp(0.1 * y)));
        string[] lines = new LinearRegression { Loss = Losses.Poisson }.Fit(X, counts).Summary().ToString().Split(Environment.NewLine);

        int head = Array.FindIndex(lines, line => line.Contains("std. error", StringComparison.Ordinal));
        lines[(head + 2)..(head + 5)].Should().OnlyContain(line => line.Length == lines[head].Length);
    }

    [Fact]
    public void Summary_OfAWideHuberLoss_NearsThatOfLeastSquares()
    {
        RegressionSummary robust = new LinearRegression { Loss = Losses.Huber(100) }.Fit(X, Y).Summary(), plain = new LinearRegression().Fit(X, Y).Summary();

        // the sandwich allows the variance to differ between samples; here it does not
        for (int j = 0; j < 3; j++)
        {
            robust.Coefficients[j].Estimate.Should().BeApproximately(plain.Coefficients[j].Estimate, 1e-8);
            robust.Coefficients[j].StandardError.Should().BeApproximately(plain.Coefficients[j].StandardError, 0.1 * plain.Coefficients[j].StandardError);
        }

        // exactly n/(n − p) A⁻¹BA⁻¹
        Matrix<double> D = X.Append(Matrix<double>.Build.Dense(400, 1, 1.0)), A = (D.Transpose() * D).Inverse();
        Vector<double> e = Y - new LinearRegression().Fit(X, Y).Predict(X);
        Matrix<double> B = D.Transpose() * Matrix<double>.Build.DiagonalOfDiagonalVector(e.PointwisePower(2)) * D, expected = A * B * A * (400.0 / 397);
        GoldenFile.Deviation(robust.Covariance.ToColumnMajorArray(), expected.ToColumnMajorArray(), 1e-7, 1e-12).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Summary_OfAMedian_HasErrorsOfTheRightSize()
    {
        RegressionSummary summary = new LinearRegression { Loss = Losses.MeanAbsoluteError }.Fit(X, Y).Summary();

        // √(1/4f²n) for a feature of variance ½, f the density of the errors at 0, which for sin³ of a uniform angle is unbounded: the error is below that of
        // the mean
        summary.Coefficients[0].StandardError.Should().BeInRange(0.001, new LinearRegression().Fit(X, Y).Summary().Coefficients[0].StandardError);
        double.IsNaN(summary.FStatistic).Should().BeTrue();
    }

    [Fact]
    public void Summary_OfWeights_IsWeightedLeastSquares()
    {
        Vector<double> w = Vector<double>.Build.Dense(400, i => 1 + (i % 5));
        RegressionSummary summary = new LinearRegression().Fit(TrainingData.From(X, Y).WithWeights(w)).Summary();

        Matrix<double> D = X.Append(Matrix<double>.Build.Dense(400, 1, 1.0)), W = Matrix<double>.Build.DiagonalOfDiagonalVector(w);
        Vector<double> b = (D.Transpose() * W * D).Solve(D.Transpose() * W * Y), e = Y - (D * b);
        double s2 = (e.PointwiseMultiply(w) * e) / 397, mean = (w * Y) / w.Sum();
        GoldenFile.Deviation(summary.Covariance.ToColumnMajorArray(), ((D.Transpose() * W * D).Inverse() * s2).ToColumnMajorArray(), 1e-9, 1e-15)
            .Should().BeLessThanOrEqualTo(1);
        summary.Scale.Should().BeApproximately(s2, 1e-10 * s2);
        summary.RSquared.Should().BeApproximately(1 - (s2 * 397 / (w * (Y - mean).PointwisePower(2))), 1e-12);
    }

    [Fact]
    public void Summary_WithAPenalty_HasNoErrors()
    {
        RegressionSummary summary = new LinearRegression { Penalty = new RidgePenalty(0.1) }.Fit(X, Y).Summary();

        summary.Coefficients.Should().OnlyContain(row => double.IsNaN(row.StandardError));
        new[] { summary.FStatistic, summary.FPValue, summary.Aic, summary.Bic }.Should().OnlyContain(value => double.IsNaN(value));
        summary.ToString().Should().Contain("No standard errors").And.NotContain("AIC");
    }

    [Fact]
    public void Summary_OfDependentColumns_NamesThem()
    {
        Matrix<double> dependent = X.Append(X.SubMatrix(0, 400, 0, 1) * 2);
        RegressionSummary summary = new LinearRegression { Optimizer = new Lbfgs() }.Fit(TrainingData.From(dependent, Y, ["a", "b", "c"])).Summary();

        summary.UndeterminedFeatures.Should().Equal("a", "c");
        summary.Coefficients[0].StandardError.Should().Be(double.PositiveInfinity);
        summary.Coefficients[1].StandardError.Should().BeApproximately(new LinearRegression().Fit(X, Y).Summary().Coefficients[1].StandardError, 1e-8);
        summary.ResidualDegreesOfFreedom.Should().Be(397);
        summary.ToString().Should().Contain("a, c: their columns depend on each other");
    }

    [Fact]
    public void Summary_NoDegreesLeft_HasNoErrors()
    {
        RegressionSummary summary = new LinearRegression().Fit(X.SubMatrix(0, 3, 0, 2), Y.SubVector(0, 3)).Summary();

        summary.ResidualDegreesOfFreedom.Should().Be(0);
        summary.Coefficients.Should().OnlyContain(row => double.IsNaN(row.StandardError));
    }

    [Fact]
    public void Predict_LogLink_KeepsIntervalsPositive()
    {
        RegressionSummary summary = new LinearRegression { Loss = Losses.Poisson }.Fit(X, Y.Map(y => Math.Round(Math.Abs(y)))).Summary(0.9);
        PredictionIntervals intervals = summary.Predict(X, 0.99);

        intervals.MeanLow.Should().OnlyContain(low => low > 0);
        intervals.Low.Should().BeNull();
        intervals.Mean.Zip(intervals.MeanLow).Should().OnlyContain(pair => pair.First > pair.Second);
        Refused(() => summary.Predict(Matrix<double>.Build.Dense(1, 3)), "X has 3 columns; the model was fitted on 2.*", "X");
        FluentActions.Invoking(() => summary.Predict(X, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
