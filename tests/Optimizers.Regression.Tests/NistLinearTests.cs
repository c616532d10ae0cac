using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

/// <summary>Least squares by default against the certified values of NIST, by the digits of the worst coefficient and the worst standard deviation.</summary>
public sealed class NistLinearTests(ITestOutputHelper output)
{
    /// <summary>Coefficients and standard errors of the polynomials of NIST through 0, of rational arithmetic: Python's fractions on the powers of x by
    /// repeated multiplication of doubles.</summary>
    public static TheoryData<string, double[], double[]> ThroughZero => new()
    {
        {
            "Wampler1",
            [1.8253507076826656, 0.7882762312633833, 1.0230963075155377, 0.9988758029978587, 1.0000201075886561],
            [0.1810910995, 0.07343569007, 0.01027554937, 0.0005924834619, 1.203961164e-05]
        },
        {
            "Wampler2",
            [0.9253507076826663, -0.20172376873661704, 0.02409630751553774, -0.0010241970021413315, 3.0107588656186433e-05],
            [0.1810910995, 0.07343569007, 0.01027554937, 0.0005924834619, 1.203961164e-05]
        },
        {
            "Wampler3",
            [1.8253507076826656, 0.7882762312633833, 1.0230963075155377, 0.9988758029978587, 1.0000201075886561],
            [1509.561601, 612.1543144, 85.65619623, 4.938896973, 0.1003612848]
        },
        {
            "Wampler4",
            [1.8253507076826656, 0.7882762312633833, 1.0230963075155377, 0.9988758029978587, 1.0000201075886561],
            [150956.159, 61215.431, 8565.619561, 493.8896938, 10.03612841]
        },
        {
            "Wampler5",
            [1.8253507076826656, 0.7882762312633833, 1.0230963075155377, 0.9988758029978587, 1.0000201075886561],
            [15095615.9, 6121543.1, 856561.9561, 49388.96938, 1003.612841]
        },
        {
            "Filip",
            [
                -17.4125709560985, -23.422779205152644, -13.309698822751722, -3.909649615611314, -0.5644828879663254, -0.011052877305611487,
                0.00917891063094017, 0.0014458875953337314, 9.338784033282307e-05, 2.31551556973851e-06],
            [17.90361158, 29.8243464, 21.73830762, 9.10225636, 2.413866707, 0.4206399504, 0.04818981643, 0.00350169787, 0.0001465259229, 2.691515359e-06]
        },
    };

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

    [Theory]
    [MemberData(nameof(ThroughZero))]
    public void Fit_PolynomialsWithoutIntercept_AreTheExactSolutions(string name, double[] estimates, double[] errors)
    {
        NistLinearSet set = NistLinearSet.All.Single(one => one.Name == name);
        var X = Matrix<double>.Build.Dense(set.Y.Length, set.Powers, (i, _) => set.X[i][0]);
        for (int j = 1; j < set.Powers; j++)
        {
            X.SetColumn(j, X.Column(j - 1).PointwiseMultiply(X.Column(0)));
        }

        LinearModel model = new LinearRegression { FitIntercept = false }.Fit(X, Vector<double>.Build.DenseOfArray(set.Y));

        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        Digits([.. model.Coefficients], estimates).Should().BeGreaterThan(11);
        Digits([.. model.Summary().Coefficients.Select(row => row.StandardError)], errors).Should().BeGreaterThan(6);
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
