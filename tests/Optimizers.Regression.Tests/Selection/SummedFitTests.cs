namespace Optimizers.Regression.Tests;

/// <summary>Paths and folds of squared errors, which sums over samples fit, beside fits of the samples themselves.</summary>
public sealed class SummedFitTests
{
    private static readonly string[] Features = [.. DataFile.Columns("diabetes.csv").Where(column => column != "target")];
    private static readonly (Matrix<double> X, Vector<double> Y) Diabetes = DataFile.Read("diabetes.csv", "target", Features);
    private static readonly Vector<double> Weights = Vector<double>.Build.Dense(442, i => i % 4 / 2.0);

    private static readonly double[] Factors = [1, 2, 0.5, 1, 0, 3, 1, 1, 0.1, 1];

    private static readonly Dictionary<string, Func<double, IPenalty>> Penalties = new()
    {
        ["lasso"] = λ => new L1Penalty(λ),
        ["adaptive lasso"] = λ => new L1Penalty(λ) { CoordinateWeights = Factors },
        ["elastic net"] = λ => new ElasticNetPenalty(0.3 * λ, 0.7 * λ),
        ["adaptive elastic net"] = λ => new ElasticNetPenalty(0.3 * λ, 0.7 * λ) { CoordinateWeights = Factors },
        ["ridge"] = λ => new RidgePenalty(λ),
        ["non-negative"] = _ => new NonNegative(),
        ["box"] = λ => new Box(-λ, 30),
        ["groups"] = λ => new GroupLassoPenalty(λ, 4, 1, 5),
    };

    public static TheoryData<string, bool, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, bool, bool>();
            foreach (string penalty in Penalties.Keys)
            {
                cases.Add(penalty, true, true, false);
                cases.Add(penalty, false, true, true);
                cases.Add(penalty, true, false, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OfAPath_IsThatOfEachPenaltyAlone(string name, bool fitIntercept, bool standardize, bool isWeighted)
    {
        LinearRegression regression = Regression(fitIntercept, standardize, isWeighted);
        double unit = standardize ? 1 : 0.05;
        RegularizationPath settings = new() { Regression = regression, Penalty = Penalties[name], Lambdas = [20 * unit, 5 * unit, 1 * unit, 0.1 * unit] };

        TrainingData data = TrainingData.From(Diabetes.X, Diabetes.Y, Features);
        data = isWeighted ? data.WithWeights([.. Weights]) : data;

        PathResult path = settings.Fit(data);

        foreach ((int i, LinearModel model) in path.Models.Index())
        {
            LinearModel alone = (regression with { Penalty = Penalties[name](path.Lambdas[i]) }).Fit(data);
            model.Solver.Should().StartWith("coordinate descent on products");
            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            double tolerance = name == "groups" ? 1e-7 : 1e-9, size = alone.Coefficients.AbsoluteMaximum();
            (model.Coefficients - alone.Coefficients).AbsoluteMaximum().Should().BeLessThanOrEqualTo(tolerance * size, $"λ = {path.Lambdas[i]}");
            model.Intercept.Should().BeApproximately(alone.Intercept, tolerance * Math.Max(1, Math.Abs(alone.Intercept)));
            model.Training.Value.Should().BeApproximately(alone.Training.Value, 1e-11 * alone.Training.Value);
            RegressionSummary summary = model.Summary(), expected = alone.Summary();
            summary.RSquared.Should().BeApproximately(expected.RSquared, 1e-10);
            summary.ResidualDegreesOfFreedom.Should().Be(expected.ResidualDegreesOfFreedom);
            summary.ConditionNumber.Should().BeApproximately(expected.ConditionNumber, 1e-8 * expected.ConditionNumber);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Select_Penalty_HasTheLossesOfFitsToEachFold(string name, bool fitIntercept, bool standardize, bool isWeighted)
    {
        LinearRegression regression = Regression(fitIntercept, standardize, isWeighted: false);
        RegularizationPath settings = new() { Regression = regression, Penalty = Penalties[name], Lambdas = standardize ? [5, 1, 0.1] : [0.2, 0.02] };
        var validation = new CrossValidation { Folds = 7, Seed = 3 };
        TrainingData data = TrainingData.From(Diabetes.X, Diabetes.Y, Features);
        data = isWeighted ? data.WithWeights([.. Weights]) : data;

        PenaltySelection selection = validation.Select(settings, data);

        int[][] folds = [.. new Folds(validation, regression, data).HeldOut];
        foreach ((int i, double λ) in selection.Lambdas.Index())
        {
            double[] expected = [.. folds.Select(held => FoldLoss(regression with { Penalty = settings.Penalty(λ) }, data, held))];
            GoldenFile.Deviation([.. selection.Scores[i].FoldLosses], expected, name == "groups" ? 1e-7 : 1e-10, 0).Should().BeLessThanOrEqualTo(1, $"λ = {λ}");
            selection.Scores[i].FoldReasons.Should().AllSatisfy(reason => reason.Should().BeOneOf(StopReason.GradientTolerance, StopReason.RoundingLimit));
        }

        CrossValidationScore score = validation.Score(regression with { Penalty = settings.Penalty(selection.BestLambda) }, data);
        GoldenFile.Deviation([.. score.FoldLosses], [.. selection.Scores[selection.Lambdas.ToList().IndexOf(selection.BestLambda)].FoldLosses], 1e-9, 0)
            .Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Select_MeansFarFromZero_LosesNoDigits()
    {
        var settings = new RegularizationPath
        {
            Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError },
            Penalty = λ => new L1Penalty(λ),
            Lambdas = [5, 1, 0.1],
        };
        var validation = new CrossValidation { Folds = 5 };

        PenaltySelection near = validation.Select(settings, Diabetes.X, Diabetes.Y), far = validation.Select(settings, Diabetes.X + 1e6, Diabetes.Y + 1e7);

        // y itself is rounded to 2e-9
        GoldenFile.Deviation([.. far.MeanLosses], [.. near.MeanLosses], 1e-9, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Score_OfNearlyExactFits_LosesNoDigits()
    {
        var y = Diabetes.X * Vector<double>.Build.Dense(10, j => j - 4.5) + Diabetes.Y * 1e-9;
        var regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError };
        var validation = new CrossValidation { Folds = 3 };
        TrainingData data = TrainingData.From(Diabetes.X, y, Features);

        CrossValidationScore score = validation.Score(regression, data);

        double[] expected = [.. new Folds(validation, regression, data).HeldOut.Select(held => FoldLoss(regression, data, held))];
        GoldenFile.Deviation([.. score.FoldLosses], expected, 1e-4, 0).Should().BeLessThanOrEqualTo(1, "errors are 1e-9 of the targets");
    }

    [Fact]
    public void Fit_OfAPathWithAConstantColumn_LeavesItAtZero()
    {
        Matrix<double> x = Diabetes.X.InsertColumn(3, Vector<double>.Build.Dense(442, 0.1));
        var settings = new RegularizationPath
        {
            Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError },
            Penalty = λ => new L1Penalty(λ),
            Lambdas = [5, 1],
        };

        PathResult path = settings.Fit(x, Diabetes.Y), without = settings.Fit(Diabetes.X, Diabetes.Y);

        for (int i = 0; i < 2; i++)
        {
            path.Models[i].Solver.Should().StartWith("coordinate descent on products");
            path.Coefficients[i][3].Should().Be(0);
            (path.Models[i].Predict(x) - without.Models[i].Predict(Diabetes.X)).AbsoluteMaximum().Should().BeLessThan(1e-10);
            path.Models[i].Summary().ResidualDegreesOfFreedom.Should().Be(without.Models[i].Summary().ResidualDegreesOfFreedom);
        }
    }

    [Fact]
    public void Fit_OfAPathWithNearlyDependentColumns_GoesToTheSamples()
    {
        Matrix<double> x = Diabetes.X.InsertColumn(3, Diabetes.X.Column(2) + (1e-6 * Diabetes.X.Column(5)));
        var settings = new RegularizationPath
        {
            Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError },
            Penalty = λ => new L1Penalty(λ),
            Lambdas = [5, 1],
        };

        PathResult path = settings.Fit(x, Diabetes.Y);

        path.Models.Should().AllSatisfy(model => model.Solver.Should().Be("coordinate descent on standardized features"));
        path.Models.Should().AllSatisfy(model => model.Training.Converged.Should().BeTrue());
    }

    [Fact]
    public void Fit_OfAWidePath_IsWithinItsDualityGapOnAnyNumberOfThreads()
    {
        const int n = 60, d = 400;
        var x = Matrix<double>.Build.Dense(n, d, (i, j) => Math.Sin((i * (j + 1.7)) + j) + 3);
        Vector<double> y = x.Column(1) - (2 * x.Column(5)) + Vector<double>.Build.Dense(n, i => Math.Cos(3 * i));
        var settings = new RegularizationPath
        {
            Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError },
            Penalty = λ => new L1Penalty(λ),
            Count = 20,
            Ratio = 0.01,
        };

        PathResult[] paths = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            return settings.Fit(x, y);
        })];

        double half = (y - y.Average()).PointwisePower(2).Average() / 2;
        foreach ((int i, LinearModel model) in paths[0].Models.Index())
        {
            model.Solver.Should().StartWith("coordinate descent on columns");
            model.Training.DualityGap.Should().BeInRange(-1e-10 * half, 1e-10 * half);
            Vector<double> e = y - model.Predict(x);
            double penalty = path(x, model) * paths[0].Lambdas[i];
            model.Training.Value.Should().BeApproximately((e.PointwisePower(2).Average() / 2) + penalty, 1e-12 * half);
            paths.Should().AllSatisfy(other => other.Coefficients[i].Should().Equal(model.Coefficients));
        }

        static double path(Matrix<double> x, LinearModel model)
            => model.Coefficients.Select((w, j) => Math.Abs(w) * Math.Sqrt((x.Column(j) - x.Column(j).Average()).PointwisePower(2).Average())).Sum();
    }

    [Fact]
    public void Select_AnyNumberOfThreads_HasTheSameBits()
    {
        var settings =
            new RegularizationPath { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ), Count = 10 };

        PenaltySelection[] selections = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            return new CrossValidation { Folds = 9 }.Select(settings, Diabetes.X, Diabetes.Y);
        })];

        selections.Should().AllSatisfy(selection => selection.MeanLosses.Should().Equal(selections[0].MeanLosses));
    }

    [Fact]
    public void Fit_WeightsOfCoefficients_AreScalesOfColumns()
    {
        double[] factors = [1, 2, 0.5, 1, 4, 3, 1, 1, 0.1, 1];
        LinearRegression regression = new() { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(1) { CoordinateWeights = factors } };

        LinearModel adaptive = regression.Fit(Diabetes.X, Diabetes.Y);

        // λvⱼ|wⱼ| = λ|uⱼ| with u = vw: columns divided by v
        Matrix<double> scaled = Matrix<double>.Build.Dense(442, 10, (i, j) => Diabetes.X[i, j] / Deviation(j) / factors[j]);
        LinearModel plain = (regression with { Penalty = new L1Penalty(1), Standardize = false }).Fit(scaled, Diabetes.Y);
        Vector<double> expected = plain.Coefficients.MapIndexed((j, u) => u / Deviation(j) / factors[j]);
        GoldenFile.Deviation([.. adaptive.Coefficients], [.. expected], 1e-9, 1e-12).Should().BeLessThanOrEqualTo(1);
        adaptive.Coefficients.Should().Contain(0);
        Refused(() => (regression with { Penalty = new L1Penalty(1) { CoordinateWeights = [1, 2] } }).Fit(Diabetes.X, Diabetes.Y), "*", "Penalty");
        Refused(
            () => (regression with { Penalty = new L1Penalty(1) { CoordinateWeights = [1, 2] }, Loss = Losses.LogCosh }).Fit(Diabetes.X, Diabetes.Y),
            "*",
            "Penalty");
    }

    private static double Deviation(int j) => Math.Sqrt((Diabetes.X.Column(j) - Diabetes.X.Column(j).Average()).PointwisePower(2).Average());

    private static LinearRegression Regression(bool fitIntercept, bool standardize, bool isWeighted) => new()
    {
        Loss = isWeighted ? Losses.MeanSquaredError : Losses.HalfMeanSquaredError,
        FitIntercept = fitIntercept,
        Standardize = standardize,
    };

    /// <summary>The loss of a fold by a fit of the others' samples.</summary>
    private static double FoldLoss(LinearRegression regression, TrainingData data, int[] held)
    {
        int[] others = [.. Enumerable.Range(0, data.SampleCount).Except(held)];
        LinearModel model = regression.Fit(data.With(data.Rows.Subset(others)));
        DenseRows rows = data.Rows.Subset(held);
        double sum = 0, weight = 0;
        for (int i = 0; i < rows.Rows; i++)
        {
            double e = rows.Targets[i] - model.Intercept, w = rows.Weights?[i] ?? 1;
            for (int j = 0; j < rows.FeatureCount; j++)
            {
                e -= rows.Row(i)[j] * model.Coefficients[j];
            }

            (sum, weight) = (sum + (w * e * e), weight + w);
        }

        return ((SquaredLoss)regression.Loss).Factor * sum / weight;
    }
}
