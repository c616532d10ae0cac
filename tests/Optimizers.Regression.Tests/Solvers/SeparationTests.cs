namespace Optimizers.Regression.Tests;

public sealed class SeparationTests
{
    private static readonly Matrix<double> Groups = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 1, 0 }, { 0, 1 }, { 0, 1 } });
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense([2, 4, 6, 9, 0, 0]);

    [Fact]
    public void Fit_CountsOfAGroupAllZero_NamesItAndKeepsTheErrorsOfTheOthers()
    {
        LinearModel model = new LinearRegression { Loss = Losses.Poisson }.Fit(Groups, Counts);

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.Converged.Should().BeFalse();
        model.Training.Explain().Should().Contain("x1 → −∞: every row with x1 > 0 has target 0").And.Contain("RidgePenalty");
        model.Coefficients[0].Should().BeApproximately(Math.Log(7.5 / 3), 1e-9);
        model.Intercept.Should().BeApproximately(Math.Log(3), 1e-9);
        model.Coefficients.Should().OnlyContain(w => double.IsFinite(w));
        RegressionSummary summary = model.Summary();
        summary.Coefficients[0].StandardError.Should().BeApproximately(Math.Sqrt((1 / 15.0) + (1 / 6.0)), 1e-8);
        summary.Coefficients[1].StandardError.Should().Be(double.PositiveInfinity);
        summary.Coefficients[2].StandardError.Should().BeApproximately(1 / Math.Sqrt(6), 1e-8);
        summary.UndeterminedFeatures.Should().Equal("x1");
        summary.ToString().Should().Contain("x1 → −∞").And.Contain("The data do not determine the coefficients of x1: what separates samples");
    }
}
