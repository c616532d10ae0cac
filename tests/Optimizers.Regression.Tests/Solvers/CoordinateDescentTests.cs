namespace Optimizers.Regression.Tests;

public sealed class CoordinateDescentTests
{
    // the least values, of all patterns of signs in 120 digits
    [Theory]
    [InlineData(0, false, true, 1e-15, 0.35306293685757918)]
    [InlineData(0, false, true, 1e-12, 0.35307103070977698)]
    [InlineData(0, false, true, 1e-6, 0.40279712528401984)]
    [InlineData(0, false, true, 1e-3, 0.40364807034507184)]
    [InlineData(0, false, false, 1e-12, 0.40277996023465443)]
    [InlineData(0, false, false, 1e-3, 0.40602081247700401)]
    [InlineData(0, true, true, 1e-12, 0.35345444970011226)]
    [InlineData(0, true, true, 1e-9, 0.4028535243824641)]
    [InlineData(0, true, false, 1e-6, 0.8543260509517124)]
    [InlineData(1e6, false, true, 1e-12, 0.3530710319051304)]
    [InlineData(1e6, false, true, 1e-3, 0.40283317973533495)]
    [InlineData(1e6, false, false, 1e-15, 0.402809321820247)]
    [InlineData(1e6, true, true, 1e-9, 0.40284586109375453)]
    [InlineData(1e6, true, false, 1e-6, 3.31388905987407)]
    public void Fit_LassoOfRawPowersOfYears_ConvergesOnlyAtTheMinimum(double level, bool standardize, bool intercept, double weight, double least)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(21, 4, (i, j) => Math.Pow(2000 + i, j + 1));
        Vector<double> y = Vector<double>.Build.Dense(
            21, i => level > 0 ? level + (1e3 * i) + Math.Cos(7.0 * i * i) : 3 + (0.5 * (i - 10)) + (0.05 * (i - 10) * (i - 10)) + Math.Cos(7.0 * i * i));

        LinearModel model = new LinearRegression { Penalty = new L1Penalty(weight), Standardize = standardize, FitIntercept = intercept }.Fit(x, y);

        (!model.Training.Converged || model.Training.Value <= least * (1 + 1e-9)).Should().BeTrue($"{model.Training}, least {least}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_LassoOfRepeatedColumns_Converges(bool isWide)
    {
        int n = isWide ? 8 : 40;
        Matrix<double> x = Matrix<double>.Build.Dense(n, 12, (i, j) => Math.Cos(1 + (i * ((j % 9) + 1.3))));
        Vector<double> y = Vector<double>.Build.Dense(n, i => x[i, 0] - (2 * x[i, 4]) + (0.1 * Math.Sin(5.0 * i * i)));

        new LinearRegression { Penalty = new L1Penalty(0.01) }.Fit(x, y).Training.Converged.Should().BeTrue();
    }
}
