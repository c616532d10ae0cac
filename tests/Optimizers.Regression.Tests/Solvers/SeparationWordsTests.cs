using System.Globalization;
using System.Text.RegularExpressions;

namespace Optimizers.Regression.Tests;

/// <summary>What a fit says of a plane holds by the digits that it prints.</summary>
public sealed partial class SeparationWordsTests
{
    private static readonly double[] Shifts = [0, 1e3, -1e3, 1e6, 1e9];

    // times whole numbers all exact, so that rows stay on a plane
    private static readonly double[] Scales = [1.0 / (1 << 20), 1.0 / (1 << 10), 1, 7, 1e6];
    private static readonly LinearRegression Logistic = new() { Loss = Losses.Logistic };

    [Fact]
    public void Explain_OneFeatureAnywhere_IsTrueOfEveryRow()
    {
        foreach ((double shift, double scale) in Places)
        {
            Matrix<double> X = Matrix<double>.Build.Dense(5, 1, (i, _) => scale * (shift + i + 1));

            IsTrue(Logistic, X, Vector<double>.Build.Dense(5, i => i > 2 ? 1 : 0), $"shift {shift}, scale {scale}");
        }
    }

    [Fact]
    public void Explain_TwoFeaturesOfOtherScales_IsTrueOfEveryRow()
    {
        foreach ((double shift, double scale) in Places)
        {
            Matrix<double> X = Matrix<double>.Build.Dense(12, 2, (i, j) => (j == 0 ? scale : 1 / scale) * (shift + Math.Sin((i * (j + 1.7)) + j)));
            Vector<double> y = Vector<double>.Build.Dense(12, i => Math.Sin(i * 1.7) - Math.Sin((i * 2.7) + 1) > 0.1 ? 1 : 0);

            IsTrue(Logistic, X, y, $"shift {shift}, scale {scale}");
        }
    }

    [Fact]
    public void Explain_Counts_IsTrueOfEveryRow()
    {
        foreach ((double shift, double scale) in Places)
        {
            // 0 where x0 − x1 is above the shift, where it is not counts beside it and on it
            double[] first = [0, 1, 2, 3, 4, 5, 6, 7], second = [0, 1, 2, 3, 3, 3, 5, 6];
            Matrix<double> X = Matrix<double>.Build.Dense(8, 2, (i, j) => scale * (j == 0 ? first[i] + shift : second[i]));

            IsTrue(new LinearRegression { Loss = Losses.Poisson }, X, Vector<double>.Build.Dense([2, 4, 1, 3, 0, 0, 0, 0]), $"shift {shift}, scale {scale}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Explain_FewDigitsSuffice_IsShort(double shift)
    {
        Vector<double> x = Vector<double>.Build.Dense([shift + 2, shift + 3, shift + 4, shift + 5]);

        Logistic.Fit(x, Vector<double>.Build.Dense([0, 0, 1, 1])).Training.Explain().Should().MatchRegex(@"along x0 − \d*3(\.\d{1,3})?:");
    }

    private static IEnumerable<(double Shift, double Scale)> Places => Shifts.SelectMany(shift => Scales.Select(scale => (shift, scale)));

    /// <summary>Reads the plane and what is said of its sides, and tries that on each row.</summary>
    private static void IsTrue(LinearRegression regression, Matrix<double> X, Vector<double> y, string because)
    {
        LinearModel model = regression.Fit(X, y);
        model.Training.Reason.Should().Be(StopReason.Separated, because);
        string words = model.Training.ToString();
        int claims = 0;
        foreach (Match said in Claim().Matches(words))
        {
            string[] terms = said.Groups["sum"].Value.Replace("−", "-", StringComparison.Ordinal)
                .Replace("- ", "-", StringComparison.Ordinal).Replace("+ ", "", StringComparison.Ordinal).Split(' ');
            foreach ((bool isAbove, double target) in said.Groups["side"].Captures.Zip(
                said.Groups["target"].Captures, (side, target) => (side.Value == ">", double.Parse(target.Value, CultureInfo.InvariantCulture))))
            {
                claims++;
                for (int i = 0; i < X.RowCount; i++)
                {
                    (double sum, double size) = Sum(terms, X.Row(i));
                    ((isAbove ? sum : -sum) <= 1e-15 * size || y[i] == target).Should().BeTrue($"of row {i} with {sum} and {y[i]}, {words}, {because}");
                }

                Enumerable.Range(0, X.RowCount)
                    .Should().Contain(i => (isAbove ? Sum(terms, X.Row(i)).Sum : -Sum(terms, X.Row(i)).Sum) > 0, $"{words}, {because}");
            }
        }

        claims.Should().BePositive(words);
    }

    private static (double Sum, double Size) Sum(string[] terms, Vector<double> row)
    {
        double sum = 0, size = 0, factor = 1;
        bool isFactor = false;
        foreach (string term in terms)
        {
            bool isName = term.TrimStart('-').StartsWith('x');
            if (!isName && isFactor)
            {
                (sum, size) = (sum + factor, size + Math.Abs(factor));
            }

            factor = !isName ? double.Parse(term, CultureInfo.InvariantCulture) : (isFactor ? factor : 1) * (term[0] == '-' ? -1 : 1) * row[term[^1] - '0'];
            (sum, size, isFactor) = isName ? (sum + factor, size + Math.Abs(factor), false) : (sum, size, true);
        }

        return isFactor ? (sum + factor, size + Math.Abs(factor)) : (sum, size);
    }

    [GeneratedRegex(
        @"along (?<sum>[^:]*?): every row where it is (?<side>[<>]) 0 has target (?<target>[\d.]+)"
        + @"(?: and every row where it is (?<side>[<>]) 0 has target (?<target>[\d.]+))?")]
    private static partial Regex Claim();
}
