namespace Optimizers.Regression.Tests;

/// <summary>A summary says the same in every unit of the targets.</summary>
public sealed class SummaryUnitsTests
{
    private const int N = 60;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(N, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(N, i => 3 + X[i, 0] - (2 * X[i, 1]) + Math.Pow(Math.Sin(i * i), 3));

    [Theory]
    [InlineData(560)]
    [InlineData(-560)]
    public void Summary_OfLeastSquares_HasTheSameStatistics(int exponent)
    {
        double unit = Math.ScaleB(1, exponent);
        RegressionSummary plain = new LinearRegression().Fit(X, Y).Summary(), scaled = new LinearRegression().Fit(X, unit * Y).Summary();

        Same(scaled, plain, unit, 1e-12);
        Near([scaled.FStatistic, scaled.FPValue, scaled.AdjustedRSquared], [plain.FStatistic, plain.FPValue, plain.AdjustedRSquared], 1e-12);
        scaled.LogLikelihood.Should().BeApproximately(plain.LogLikelihood - (N * Math.Log(unit)), 1e-9);
        PredictionIntervals far = scaled.Predict(X), near = plain.Predict(X);
        Near(far.High! / unit, near.High!, 1e-12);
        Near(far.MeanLow / unit, near.MeanLow, 1e-12);
    }

    [Theory]
    [InlineData(560)]
    [InlineData(-560)]
    public void Summary_OfLossesOfErrors_HasTheSameStatistics(int exponent)
    {
        double unit = Math.ScaleB(1, exponent);
        Func<double, ILoss>[] losses = [_ => Losses.MeanAbsoluteError, _ => Losses.Quantile(0.3), scale => Losses.EpsilonInsensitive(0.1 * scale)];
        foreach (Func<double, ILoss> loss in losses)
        {
            RegressionSummary plain = new LinearRegression { Loss = loss(1) }.Fit(X, Y).Summary(),
                scaled = new LinearRegression { Loss = loss(unit) }.Fit(X, unit * Y).Summary();

            Same(scaled, plain, unit, 1e-6);
        }
    }

    [Fact]
    public void Summary_OfTargetsFarApart_IsThatOfEach()
    {
        double[] units = [Math.ScaleB(1, 100), Math.ScaleB(1, -100)];
        MultiTargetLinearModel model = new LinearRegression { Loss = Losses.Huber(1e-31) }.Fit(
            X, Matrix<double>.Build.DenseOfColumnVectors(units[0] * Y, units[1] * Y));

        RegressionSummary plain = new LinearRegression { Loss = Losses.Huber(1e-31 / units[1]) }.Fit(X, Y).Summary();
        Same(model.Summary(1), plain, units[1], 1e-6);
    }

    private static void Same(RegressionSummary scaled, RegressionSummary plain, double unit, double relative)
    {
        Near(scaled.Coefficients.Select(row => row.Estimate / unit), plain.Coefficients.Select(row => row.Estimate), relative, plain.Loss.ToString());
        Near(scaled.Coefficients.Select(row => row.Statistic), plain.Coefficients.Select(row => row.Statistic), relative);
        Near(scaled.Coefficients.Select(row => row.PValue), plain.Coefficients.Select(row => row.PValue), 100 * relative);
        Near(scaled.Coefficients.Select(row => row.StandardError / unit), plain.Coefficients.Select(row => row.StandardError), relative);
        Near(scaled.Coefficients.Select(row => row.High / unit), plain.Coefficients.Select(row => row.High), relative);
        Near([scaled.RSquared], [plain.RSquared], relative);
    }

    private static void Near(IEnumerable<double> actual, IEnumerable<double> expected, double relative, string? what = null)
        => GoldenFile.Deviation([.. actual], [.. expected], 1e-290, relative).Should().BeLessThanOrEqualTo(1, what);
}
