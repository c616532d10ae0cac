using System.Text.Json;
using CsCheck;

namespace Optimizers.Regression.Tests;

public sealed class RegressionMetricsTests
{
    // the example of scikit-learn's documentation
    private static readonly Vector<double> Predicted = Vector<double>.Build.Dense([2.5, 0.0, 2, 8]);
    private static readonly Vector<double> Actual = Vector<double>.Build.Dense([3, -0.5, 2, 7]);

    // its example of deviances; gamma takes no 0
    private static readonly Vector<double> Means = Vector<double>.Build.Dense([0.5, 0.5, 2, 2]);
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense([2, 0, 1, 4.0]);
    private static readonly Vector<double> Amounts = Vector<double>.Build.Dense([2, 0.5, 1, 4]);

    private static readonly Dictionary<string, Func<Vector<double>, Vector<double>, Vector<double>?, double>> Weighted = new()
    {
        ["R squared"] = RegressionMetrics.RSquared,
        ["absolute"] = RegressionMetrics.MeanAbsoluteError,
        ["squared"] = RegressionMetrics.MeanSquaredError,
        ["root"] = RegressionMetrics.RootMeanSquaredError,
        ["percentage"] = RegressionMetrics.MeanAbsolutePercentageError,
        ["median"] = RegressionMetrics.MedianAbsoluteError,
        ["Poisson"] = RegressionMetrics.MeanPoissonDeviance,
        ["gamma"] = RegressionMetrics.MeanGammaDeviance,
        ["Tweedie"] = (actual, predicted, weights) => RegressionMetrics.MeanTweedieDeviance(actual, predicted, 1.5, weights),
    };

    public static TheoryData<string> Names => [.. Weighted.Keys];

    [Theory]
    [InlineData(-900)]
    [InlineData(-560)]
    [InlineData(560)]
    [InlineData(900)]
    public void RSquaredAndRootMeanSquaredError_InUnitsWhoseSquaresAreNoNumbers_GiveTheSameBits(int power)
    {
        double unit = Math.ScaleB(1, power);
        Vector<double> actual = Vector<double>.Build.Dense([3, -1, 2, 7]),
            predicted = Vector<double>.Build.Dense([2.5, 0, 2, 8]), weights = Vector<double>.Build.Dense([1.0, 2, 0, 3]);

        RegressionMetrics.RSquared(unit * actual, unit * predicted)
            .Should().Be(RegressionMetrics.RSquared(actual, predicted)).And.BeApproximately(1 - (2.25 / 32.75), 1e-15);
        RegressionMetrics.RSquared(unit * actual, unit * predicted, weights).Should().Be(RegressionMetrics.RSquared(actual, predicted, weights));
        RegressionMetrics.RootMeanSquaredError(unit * actual, unit * predicted)
            .Should().Be(unit * RegressionMetrics.RootMeanSquaredError(actual, predicted)).And.Be(unit * 0.75);
        RegressionMetrics.RSquared(unit * actual, unit * actual).Should().Be(1);
        RegressionMetrics.RootMeanSquaredError(unit * actual, unit * actual).Should().Be(0);
    }

    [Theory]
    [InlineData(-560)]
    [InlineData(560)]
    public void Score_OfTargetsWhoseSquaresAreNoNumbers_IsThatOfOthers(int power)
    {
        Vector<double> x = Vector<double>.Build.Dense(12, i => i),
            y = Vector<double>.Build.Dense(12, i => i + (3 * Math.Sin(i * i))), scaled = Math.ScaleB(1, power) * y;
        foreach (LinearRegression regression in (LinearRegression[])[new(), new() { FitIntercept = false }, new() { Loss = Losses.MeanAbsoluteError }])
        {
            regression.Fit(x, scaled).Score(x, scaled).Should().BeApproximately(regression.Fit(x, y).Score(x, y), 1e-12).And.BeLessThan(0.9);
        }
    }

    [Fact]
    public void EveryMetric_SmallExample_IsTheFormula()
    {
        RegressionMetrics.RSquared(Actual, Predicted).Should().BeApproximately(1 - (1.5 / 29.1875), 1e-15);
        RegressionMetrics.AdjustedRSquared(Actual, Predicted, 1).Should().BeApproximately(1 - (1.5 / 29.1875 * 3 / 2), 1e-15);
        RegressionMetrics.MeanAbsoluteError(Actual, Predicted).Should().Be(0.5);
        RegressionMetrics.MeanSquaredError(Actual, Predicted).Should().Be(0.375);
        RegressionMetrics.RootMeanSquaredError(Actual, Predicted).Should().Be(Math.Sqrt(0.375));
        RegressionMetrics.MeanAbsolutePercentageError(Actual, Predicted).Should().BeApproximately(((1 / 6.0) + 1 + 0 + (1 / 7.0)) / 4, 1e-16);
        RegressionMetrics.MedianAbsoluteError(Actual, Predicted).Should().Be(0.5);
        RegressionMetrics.MeanPoissonDeviance(Counts, Means)
            .Should().BeApproximately(((4 * Math.Log(4)) - 3 + 1 + 2 - (2 * Math.Log(2)) + (8 * Math.Log(2)) - 4) / 4, 1e-15);
        RegressionMetrics.MeanGammaDeviance(Amounts, Means)
            .Should().BeApproximately((6 - (2 * Math.Log(4)) + 0 + (2 * Math.Log(2)) - 1 + 2 - (2 * Math.Log(2))) / 4, 1e-15);
        RegressionMetrics.MeanTweedieDeviance(Amounts, Means, 3)
            .Should().BeApproximately(Amounts.Zip(Means, (y, m) => (y - m) * (y - m) / (y * m * m)).Average(), 1e-14, "the deviance of the inverse Gaussian");
    }

    [Theory]
    [InlineData("ols statecrime")]
    [InlineData("ols diabetes")]
    [InlineData("ols stackloss")]
    [InlineData("ols longley")]
    public void RSquared_OfLeastSquares_AgreesWithStatsmodels(string name)
    {
        (JsonElement reference, Matrix<double> x, Vector<double> y) = Read(name);
        Vector<double> predicted = new LinearRegression().Fit(x, y).Predict(x);

        RegressionMetrics.RSquared(y, predicted).Should().BeApproximately(reference.GetProperty("r2").GetDouble(), 1e-11);
        RegressionMetrics.AdjustedRSquared(y, predicted, x.ColumnCount).Should().BeApproximately(reference.GetProperty("adjusted_r2").GetDouble(), 1e-11);
    }

    [Theory]
    [InlineData("poisson", 1)]
    [InlineData("tweedie 1.5", 1.5)]
    [InlineData("gamma", 2)]
    public void MeanTweedieDeviance_OfGeneralizedLinearModels_AgreesWithStatsmodels(string name, double power)
    {
        (JsonElement reference, Matrix<double> x, Vector<double> y) = Read(name);
        double[] coefficients = reference.GetProperty("coefficients").Doubles();
        Vector<double> means = ((x * Vector<double>.Build.Dense(coefficients[1..])) + coefficients[0]).PointwiseExp();

        double deviance = RegressionMetrics.MeanTweedieDeviance(y, means, power) * y.Count;

        deviance.Should().BeApproximately(reference.GetProperty("deviance").GetDouble(), 1e-11 * deviance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMetric_Weights_CountAsRepeatedSamples(string name)
        => Gen.Select(Gen.Double[0.1, 10], Gen.Double[0.1, 10], Gen.Int[0, 3]).Array[2, 12].Where(rows => rows.Sum(row => row.Item3) > 1).Sample(rows =>
        {
            Func<Vector<double>, Vector<double>, Vector<double>?, double> metric = Weighted[name];
            (double Predicted, double Actual)[] repeated = [.. rows.SelectMany(row => Enumerable.Repeat((row.Item1, row.Item2), row.Item3))];

            double weighted = metric(
                Vector(rows.Select(row => row.Item2)), Vector(rows.Select(row => row.Item1)), Vector(rows.Select(row => (double)row.Item3)));
            double plain = metric(Vector(repeated.Select(row => row.Actual)), Vector(repeated.Select(row => row.Predicted)), null);

            (weighted == plain || Math.Abs(weighted - plain) <= 1e-12 * Math.Max(1, Math.Abs(plain))).Should().BeTrue($"{weighted} is {plain}");
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMetric_PerfectPredictions_IsPerfect(string name)
        => Weighted[name](Amounts, Amounts, Vector([1, 2, 0, 0.5])).Should().Be(name == "R squared" ? 1 : 0);

    [Fact]
    public void RSquared_ScaledAndShifted_IsTheSame()
        => Gen.Select(Gen.Double[-5, 5].Array[6], Gen.Double[-5, 5].Array[6], Gen.Double[0.1, 100], Gen.Double[-100, 100])
            .Where(sample => sample.Item2.Max() - sample.Item2.Min() > 0.1).Sample((p, a, scale, shift) =>
            {
                double before = RegressionMetrics.RSquared(Vector(a), Vector(p)),
                    after = RegressionMetrics.RSquared((Vector(a) * scale) + shift, (Vector(p) * scale) + shift);
                // rounding of values as large as the shift, relative to a spread that may be a thousandth of it
                after.Should().BeApproximately(before, 1e-8 * Math.Max(1, Math.Abs(before)));
            });

    [Fact]
    public void RSquared_Edges_AreAsDocumented()
    {
        // the sum of ten tenths is not 1: the mean must be exact all the same
        Vector<double> constant = Vector<double>.Build.Dense(10, 0.1);

        RegressionMetrics.RSquared(constant, constant).Should().Be(1);
        RegressionMetrics.RSquared(constant, constant + 1e-9).Should().Be(double.NegativeInfinity);
        RegressionMetrics.RSquared(Vector([2.0]), Vector([1.0])).Should().Be(double.NegativeInfinity);
        RegressionMetrics.RSquared(Vector([1, 3.0]), Vector([2, 2.0])).Should().Be(0);
        RegressionMetrics.RSquared(Vector([1, 3.0]), Vector([3, 1.0])).Should().Be(-3);
        RegressionMetrics.RSquared(Vector([1, 3, -99.0]), Vector([1, 3, 99.0]), Vector([1, 1, 0.0])).Should().Be(1);
    }

    [Fact]
    public void AdjustedRSquared_TooFewSamples_SaysBothNumbers()
    {
        RegressionMetrics.AdjustedRSquared(Actual, Predicted, 0).Should().Be(RegressionMetrics.RSquared(Actual, Predicted));
        Refused(
            () => RegressionMetrics.AdjustedRSquared(Actual, Predicted, 3),
            "There are 4 samples for 3 features and an intercept; there must be more samples than coefficients.*",
            "features");
        Refused(() => RegressionMetrics.AdjustedRSquared(Actual, Predicted, -1), "features must be at least 0; it is -1.*", "features");
    }

    [Fact]
    public void MeanAbsolutePercentageError_TargetOfZero_IsInfiniteUnlessPredicted()
    {
        RegressionMetrics.MeanAbsolutePercentageError(Vector([0, 1.0]), Vector([0, 1.5])).Should().Be(0.25);
        RegressionMetrics.MeanAbsolutePercentageError(Vector([0, 1.0]), Vector([1e-9, 1.5])).Should().Be(double.PositiveInfinity);
        RegressionMetrics.MeanAbsolutePercentageError(Vector([0, 1.0]), Vector([1e-9, 1.5]), Vector([0, 1.0])).Should().Be(0.5);
    }

    [Fact]
    public void MedianAbsoluteError_EvenOddAndWeighted_IsInTheMiddle()
    {
        RegressionMetrics.MedianAbsoluteError(Vector([0, 0, 0.0]), Vector([1, 5, 2.0])).Should().Be(2);
        RegressionMetrics.MedianAbsoluteError(Vector([0, 0, 0, 0.0]), Vector([1, 5, -2, 8.0])).Should().Be(3.5);
        RegressionMetrics.MedianAbsoluteError(Vector([0, 0, 0.0]), Vector([1, 5, 2.0]), Vector([3, 1, 1.0])).Should().Be(1);
        RegressionMetrics.MedianAbsoluteError(Vector<double>.Build.Dense(6), Vector([1, 2, 3, 4, 5, 6.0]), Vector<double>.Build.Dense(6, 0.1))
            .Should().Be(3.5, "equal weights are none, though 0.1 + 0.1 + 0.1 is not 0.3");
    }

    [Fact]
    public void MeanTweedieDeviance_Powers_MeetTheirNeighbours()
    {
        RegressionMetrics.MeanTweedieDeviance(Actual, Predicted, 0).Should().Be(RegressionMetrics.MeanSquaredError(Actual, Predicted));
        RegressionMetrics.MeanTweedieDeviance(Amounts, Means, 1 + 1e-6)
            .Should().BeApproximately(RegressionMetrics.MeanPoissonDeviance(Amounts, Means), 1e-5, "the deviance is smooth in the power");
        RegressionMetrics.MeanTweedieDeviance(Amounts, Means, 2 - 1e-6).Should().BeApproximately(RegressionMetrics.MeanGammaDeviance(Amounts, Means), 1e-5);
        RegressionMetrics.MeanTweedieDeviance(Counts, Means, 1.5).Should().BePositive("a count of 0 has a finite deviance below the power 2");
        RegressionMetrics.MeanTweedieDeviance(-Amounts, Means, -1)
            .Should().BeApproximately(Amounts.Zip(Means, (y, m) => (y * m * m) + (2 * m * m * m / 3)).Average(), 1e-14);
    }

    [Fact]
    public void MeanGammaDeviance_OtherUnits_IsTheSame()
        => Gen.Select(Gen.Double[0.1, 10].Array[5], Gen.Double[0.1, 10].Array[5], Gen.Double[1e-3, 1e3]).Sample((means, amounts, unit) =>
            RegressionMetrics.MeanGammaDeviance(Vector(amounts) * unit, Vector(means) * unit)
                .Should().BeApproximately(RegressionMetrics.MeanGammaDeviance(Vector(amounts), Vector(means)), 1e-12));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMetric_BadArguments_SayWhat(string name)
    {
        Func<Vector<double>, Vector<double>, Vector<double>?, double> metric = Weighted[name];

        Refused(() => metric(Actual, null!, null), "*", "predicted");
        Refused(() => metric(null!, Predicted, null), "*", "actual");
        Refused(() => metric(Actual.SubVector(0, 3), Predicted, null), "There are 3 targets for 4 predictions.*", "actual");
        Refused(
            () => metric(Vector([1, 2.0]), Vector([1, double.NaN]), null),
            "Row 1 of predicted is NaN; every entry must be finite (counted from 0).*",
            "predicted");
        Refused(
            () => metric(Vector([double.PositiveInfinity, 2]), Vector([1, 2.0]), null),
            "Row 0 of actual is *; every entry must be finite (counted from 0).*",
            "actual");
        Refused(() => metric(Amounts, Means, Vector([1.0])), "There are 1 weights for 4 samples.*", "weights");
        Refused(
            () => metric(Amounts, Means, Vector([1, 1, -1, 1.0])),
            "Row 2 of weights is -1; a weight must be a finite number that is at least 0 (counted from 0).*",
            "weights");
        Refused(() => metric(Amounts, Means, Vector([1, double.NaN, 1, 1])), "Row 1 of weights is NaN; *", "weights");
        Refused(() => metric(Amounts, Means, Vector<double>.Build.Dense(4)), "Every entry of weights is 0; at least one sample must count.*", "weights");
    }

    [Fact]
    public void MeanTweedieDeviance_OutsideTheDistribution_SaysTheRow()
    {
        Refused(
            () => RegressionMetrics.MeanPoissonDeviance(-Counts, Means), "Row 0 of actual is -2; every entry must be at least 0 (counted from 0).*", "actual");
        Refused(() => RegressionMetrics.MeanGammaDeviance(Counts, Means), "Row 1 of actual is 0; every entry must be above 0 (counted from 0).*", "actual");
        Refused(
            () => RegressionMetrics.MeanPoissonDeviance(Means, Counts), "Row 1 of predicted is 0; every entry must be above 0 (counted from 0).*", "predicted");
        Refused(
            () => RegressionMetrics.MeanTweedieDeviance(Means, Counts, -1),
            "Row 1 of predicted is 0; every entry must be above 0 (counted from 0).*",
            "predicted");
        Refused(
            () => RegressionMetrics.MeanTweedieDeviance(Counts, Means, 0.5), "power must be a finite number, at most 0 or at least 1; it is 0.5.*", "power");
        Refused(() => RegressionMetrics.MeanTweedieDeviance(Counts, Means, double.NaN), "power must be *; it is NaN.*", "power");
    }

    private static Vector<double> Vector(IEnumerable<double> values) => Vector<double>.Build.DenseOfEnumerable(values);

    private static (JsonElement Reference, Matrix<double> X, Vector<double> Y) Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "reference_models.json")));
        JsonElement reference = document.RootElement.GetProperty(name).Clone();
        string[] features = [.. reference.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()!)];
        (Matrix<double> x, Vector<double> y) = DataFile.Read(
            reference.GetProperty("file").GetString()!, reference.GetProperty("target").GetString()!, features);
        return (reference, x, y);
    }
}
