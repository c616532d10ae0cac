using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

/// <summary>Least squares by default against the certified values of NIST, by the digits of the worst coefficient and the worst standard deviation.</summary>
public sealed class NistLinearTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Norris", 11)]
    [InlineData("Pontius", 11)]
    [InlineData("NoInt1", 11)]
    [InlineData("Longley", 9)]
    [InlineData("Wampler1", 9)]
    [InlineData("Wampler2", 9)]
    [InlineData("Wampler3", 9)]
    [InlineData("Wampler4", 9)]
    [InlineData("Wampler5", 9)]
    [InlineData("Filip", 7)]
    public void Fit_ByDefault_HasTheDigitsThatAreCertified(string name, double digits)
    {
        NistLinearSet set = NistLinearSet.All.Single(one => one.Name == name);

        LinearModel model = new LinearRegression { FitIntercept = set.HasIntercept }.Fit(set.Design(), Vector<double>.Build.DenseOfArray(set.Y));

        RegressionSummary summary = model.Summary();
        double[] estimates = InOrder(set, row => row.Estimate, summary), errors = InOrder(set, row => row.StandardError, summary);
        double worst = Digits(estimates, set.Estimates), worstError = Digits(errors, set.Deviations);
        output.WriteLine($"{name}: {worst:F1} digits, standard deviations {worstError:F1}; {model.Training.Iterations} iterations");
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        worst.Should().BeGreaterThanOrEqualTo(digits);
        worstError.Should().BeGreaterThanOrEqualTo(digits);
    }

    // NIST counts the intercept first
    private static double[] InOrder(NistLinearSet set, Func<CoefficientSummary, double> part, RegressionSummary summary)
    {
        double[] values = [.. summary.Coefficients.Select(part)];
        return set.HasIntercept ? [values[^1], .. values[..^1]] : values;
    }

    // of a certified 0, the digits of the absolute error
    private static double Digits(double[] found, double[] certified)
        => found.Zip(certified, (q, c) => Math.Min(15, -Math.Log10(Math.Abs(q - c) / (c == 0 ? 1 : Math.Abs(c))))).Min();
}
