using System.Text.Json;
using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

/// <summary>Fits and summaries against those of statsmodels, scikit-learn and SciPy.</summary>
public sealed class ReferenceModelTests(ITestOutputHelper output)
{
    private static readonly JsonElement References =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "reference_models.json"))).RootElement;

    public static TheoryData<string> Cases => [.. References.EnumerateObject().Select(one => one.Name).Where(name => name != "softmax ridge")];

    public static TheoryData<string> LeastSquares
        => [.. References.EnumerateObject().Select(one => one.Name).Where(name => name.StartsWith("ols ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ByDefault_IsTheReference(string name) => Expect(name, Regression(name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ByAnotherOptimizer_IsTheReference(string name)
    {
        LinearRegression regression = Regression(name);
        bool hasKinks = regression.Loss is QuantileLoss;
        IOptimizer other = regression.Penalty is L1Penalty or ElasticNetPenalty ? new ProximalGradient()
            : hasKinks ? new StochasticGradientDescent { LearningRate = new ExponentialDecay(300, 0.9993) }
            : new Bfgs();

        Expect(name, regression with { Optimizer = other, Stopping = new() { MaxIterations = 50_000, GradientTolerance = hasKinks ? null : 1e-11 } });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_Softmax_IsTheReference(bool byAnother)
    {
        JsonElement reference = References.GetProperty("softmax ridge");
        string[] species = DataFile.Texts("iris.csv", "species"),
            classes = [.. reference.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!)];
        string[] features = [.. DataFile.Columns("iris.csv").Where(column => column != "species")];
        (Matrix<double> x, _) = DataFile.Read("iris.csv", features[0], features);
        Matrix<double> y = Matrix<double>.Build.Dense(150, 3, (i, k) => species[i] == classes[k] ? 1 : 0);
        var regression = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(1 / 150.0), Standardize = false };

        MultiTargetLinearModel model = (byAnother ? regression with { Optimizer = new NewtonCg(), Stopping = new() { GradientTolerance = 1e-9 } } : regression)
            .Fit(x, y);

        double[] expected = [.. reference.GetProperty("coefficients").EnumerateArray().SelectMany(row => row.Doubles())];
        // the reference's own gradient is 7.3e-8, where the least curvature is 1/150: it is good to 1.1e-5
        GoldenFile.Deviation([.. model.Coefficients.ToColumnMajorArray()], expected, 1e-5, 1.1e-5).Should().BeLessThanOrEqualTo(1, $"{model.Training}");
        GoldenFile.Deviation([.. model.Intercept - model.Intercept.Average()], reference.GetProperty("intercepts").Doubles(), 1e-5, 1.1e-5)
            .Should().BeLessThanOrEqualTo(1);
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        ClassificationMetrics.Accuracy([.. species.Select(name => Array.IndexOf(classes, name))], model.PredictClass(x))
            .Should().Be(reference.GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [MemberData(nameof(LeastSquares))]
    public void Summary_OfLeastSquares_IsThatOfStatsmodels(string name)
    {
        JsonElement reference = References.GetProperty(name);
        (Matrix<double> x, Vector<double> y) = Data(reference);

        RegressionSummary summary = new LinearRegression().Fit(x, y).Summary();

        Expect(reference, summary, 1e-8);
        ExpectEach(reference, "t", row => row.Statistic, summary, 1e-8);
        ExpectEach(reference, "p", row => row.PValue, summary, 1e-8);
        ExpectEach(reference, "ci95_low", row => row.Low, summary, 1e-8);
        ExpectEach(reference, "ci95_high", row => row.High, summary, 1e-8);
        (string Name, double Value)[] numbers =
        [
            ("r2", summary.RSquared), ("adjusted_r2", summary.AdjustedRSquared), ("f", summary.FStatistic), ("f_p", summary.FPValue), ("aic", summary.Aic),
            ("bic", summary.Bic),
            ("log_likelihood", summary.LogLikelihood), ("n", summary.SampleCount), ("df_residual", summary.ResidualDegreesOfFreedom),
        ];
        foreach ((string what, double value) in numbers)
        {
            double expected = reference.GetProperty(what).GetDouble();
            value.Should().BeApproximately(expected, 1e-8 * Math.Abs(expected), what);
        }

        PredictionIntervals first = summary.Predict(x.SubMatrix(0, 1, 0, x.ColumnCount));
        JsonElement row = reference.GetProperty("first_row");
        (string Name, double Value)[] ends = [
            ("mean", first.Mean[0]), ("mean_ci_low", first.MeanLow[0]), ("mean_ci_high", first.MeanHigh[0]), ("prediction_low", first.Low![0]),
            ("prediction_high", first.High![0])];
        foreach ((string what, double value) in ends)
        {
            double expected = row.GetProperty(what).GetDouble();
            value.Should().BeApproximately(expected, 1e-8 * Math.Abs(expected), what);
        }

        output.WriteLine(summary.ToString());
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("tweedie 1.5")]
    [InlineData("gamma")]
    [InlineData("logistic")]
    public void Summary_OfLikelihoods_IsThatOfStatsmodels(string name)
    {
        JsonElement reference = References.GetProperty(name);
        (Matrix<double> x, Vector<double> y) = Data(reference);

        RegressionSummary summary = Regression(name).Fit(x, y).Summary();

        Expect(reference, summary, 1e-8);
        foreach ((string what, double value) in new[] { ("deviance", summary.Deviance), ("scale", summary.Scale), ("log_likelihood", summary.LogLikelihood) })
        {
            if (reference.TryGetProperty(what, out JsonElement expected))
            {
                value.Should().BeApproximately(expected.GetDouble(), 1e-8 * Math.Abs(expected.GetDouble()), what);
            }
        }

        output.WriteLine(summary.ToString());
    }

    private void Expect(string name, LinearRegression regression)
    {
        JsonElement reference = References.GetProperty(name);
        (Matrix<double> x, Vector<double> y) = Data(reference);
        double[] coefficients = reference.GetProperty("coefficients").Doubles();
        double[] expected =
            reference.TryGetProperty("intercept", out JsonElement given) ? [.. coefficients, given.GetDouble()] : [.. coefficients[1..], coefficients[0]];

        LinearModel model = regression.Fit(x, y);

        double[] found = [.. model.Coefficients, model.Intercept];
        if (reference.TryGetProperty("standardized", out _))
        {
            // the reference is of standardized features; its intercept is that at their means
            for (int j = 0; j < found.Length - 1; j++)
            {
                double[] column = [.. x.Column(j)];
                double mean = column.Average();
                found[^1] += found[j] * mean;
                found[j] *= Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            }
        }

        double worst = found.Zip(expected, (actual, right) => right == 0 ? (actual == 0 ? 0 : 1) : Math.Abs(actual - right) / Math.Abs(right)).Max();
        output.WriteLine(
            $"{name}: relative {worst:E1}, by {model.Solver}, {model.Training.Evaluations} evaluations, {model.Training.Elapsed.TotalMilliseconds:F0} ms: "
                + $"{model.Training.Reason}");
        worst.Should().BeLessThanOrEqualTo(1e-7, $"{string.Join(", ", found)} should be {string.Join(", ", expected)}: {model.Training}");
        if (reference.TryGetProperty("value", out JsonElement value))
        {
            model.Training.Value.Should().BeApproximately(value.GetDouble(), 1e-10 * value.GetDouble());
        }

        if (regression.Optimizer is null)
        {
            model.Training.Converged.Should().BeTrue(model.Training.ToString());
        }
    }

    private static void Expect(JsonElement reference, RegressionSummary summary, double tolerance)
    {
        ExpectEach(reference, "coefficients", row => row.Estimate, summary, tolerance);
        ExpectEach(reference, "standard_errors", row => row.StandardError, summary, tolerance);
    }

    // the reference counts the intercept first
    private static void ExpectEach(JsonElement reference, string name, Func<CoefficientSummary, double> part, RegressionSummary summary, double tolerance)
    {
        double[] found = [.. summary.Coefficients.Select(part)];
        GoldenFile.Deviation([found[^1], .. found[..^1]], reference.GetProperty(name).Doubles(), tolerance, 0).Should().BeLessThanOrEqualTo(1, name);
    }

    private static LinearRegression Regression(string name)
    {
        string[] words = name.Split(' ');
        double number = double.TryParse(words[^1], System.Globalization.CultureInfo.InvariantCulture, out double value) ? value : 0;
        return name.Split(' ')[0] switch
        {
            "ols" => new LinearRegression(),
            "lasso" => new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(number) },
            "elastic" => new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new ElasticNetPenalty(0.5 * number, 0.5 * number) },
            "ridge" => new LinearRegression { Loss = Losses.SumOfSquaredErrors, Penalty = new RidgePenalty(2 * number) },
            "huber" => new LinearRegression { Loss = Losses.Huber(number) },
            "quantile" => new LinearRegression { Loss = Losses.Quantile(number) },
            "poisson" => new LinearRegression { Loss = Losses.Poisson },
            "tweedie" => new LinearRegression { Loss = Losses.Tweedie(number) },
            "gamma" => new LinearRegression { Loss = Losses.Gamma },
            "logistic" when words.Length > 1 => new LinearRegression { Loss = Losses.Logistic, Penalty = new RidgePenalty(1 / 569.0) },
            "logistic" => new LinearRegression { Loss = Losses.Logistic },
            _ => throw new ArgumentException($"There is no case {name}.", nameof(name)),
        };
    }

    private static (Matrix<double> X, Vector<double> Y) Data(JsonElement reference)
    {
        string file = reference.GetProperty("file").GetString()!, target = reference.GetProperty("target").GetString()!;
        string[] features = reference.TryGetProperty("features", out JsonElement named)
            ? [.. named.EnumerateArray().Select(name => name.GetString()!)]
            : [.. DataFile.Columns(file).Where(column => column != target)];
        return DataFile.Read(file, target, features);
    }
}
