namespace Optimizers.Regression.Tests;

/// <summary>Columns of any scales with a penalty of unscaled weights, and columns that are nearly equal.</summary>
public sealed class ScaledPenaltyTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(
        12, 3, (i, j) => j switch { 0 => 1990 + i, 1 => 1e5 * (i * 7 % 12), _ => i * 5 % 12 / 12.0 });
    private static readonly Vector<double> Y = (0.3 * X.Column(0)) + (2e-5 * X.Column(1)) + (4 * X.Column(2));
    private static readonly Vector<double> Noisy = Y + Vector<double>.Build.Dense(12, i => 0.3 * Math.Sin(i * i));

    public static TheoryData<string, string> Fits
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string loss in new[] { "squares", "root", "sum", "Huber", "smooth", "log cosh", "absolute", "quantile", "tube" })
            {
                foreach (string penalty in new[] { "lasso", "net", "ridge", "groups", "not negative", "bounds", "bounded lasso", "bounded ridge" })
                {
                    data.Add(loss, penalty);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Fit_LassoOfUnscaledWeights_DoesNotDependOnTheScalesOfTheColumns()
    {
        LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.05), Standardize = false }.Fit(X, Y);

        GoldenFile.Deviation([.. model.Coefficients], [0.326686536, 1.94823225e-5, 2.99188257], 1e-8, 0)
            .Should().BeLessThanOrEqualTo(1, $"{model.Coefficients}");
        model.Training.Reason.Should().Be(StopReason.GradientTolerance);
        model.Training.Iterations.Should().BeLessThan(20);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_UnscaledWeights_IsTheMinimum(string lossName, string penaltyName)
    {
        ILoss loss = LossOf(lossName);
        LinearRegression regression = With(penaltyName) with { Loss = loss, Standardize = false };
        LinearModel model = regression.Fit(X, Noisy);

        double At(Vector<double> parameters)
        {
            double[] predictions = [.. (X * parameters.SubVector(0, 3)) + parameters[3]], w = [.. parameters.SubVector(0, 3)];
            bool isInside = regression.Bounds?.Contains(w) ?? true;
            return isInside ? loss.Evaluate(predictions, [.. Noisy], new double[12]) + (regression.Penalty?.Evaluate(w) ?? 0) : double.PositiveInfinity;
        }

        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        double found = At(model.Parameters);
        model.Training.Value.Should().BeApproximately(found, 1e-8 * found);
        for (int k = 0; k < 200; k++)
        {
            // in directions that keep the mean of the predictions, else none but the intercept would matter
            Vector<double> step = Vector<double>.Build.Dense(4, j => j == 3 ? 0 : Math.Sin((37 * k) + (j * k * k)) / X.Column(j).AbsoluteMaximum());
            step[3] = (0.1 * Math.Sin(k)) - step.SubVector(0, 3).DotProduct(X.ColumnSums() / 12);
            foreach (double size in new[] { 1e-1, 1e-3, 1e-5 })
            {
                At(model.Parameters + (size * step)).Should().BeGreaterThanOrEqualTo(found * (1 - 1e-8), $"{model.Training}");
            }
        }
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    [InlineData(1e-9)]
    [InlineData(0)]
    public void Fit_LassoOfNearlyEqualColumns_MeetsItsConditionsInFewIterations(double difference)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(30, 3, (i, j) => Math.Sin(i) + (difference * Math.Sin((i * (j + 2)) + j)));
        Vector<double> y = Vector<double>.Build.Dense(30, i => (5 * x[i, 2]) + (0.1 * Math.Cos(3 * i)));
        foreach (bool standardize in new[] { true, false })
        {
            LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.02), Standardize = standardize }.Fit(x, y);

            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            model.Training.Iterations.Should().BeLessThan(100);
            Vector<double> residuals = y - model.Predict(x), means = x.ColumnSums() / 30;
            for (int j = 0; j < 3; j++)
            {
                Vector<double> centred = x.Column(j) - means[j];
                double scale = standardize ? centred.L2Norm() / Math.Sqrt(30) : 1, pull = centred.DotProduct(residuals) / 30 / scale;
                (model.Coefficients[j] == 0 ? Math.Max(0, Math.Abs(pull) - 0.02) : Math.Abs(pull - (0.02 * Math.Sign(model.Coefficients[j]))))
                    .Should().BeLessThan(1e-11);
            }
        }
    }

    /// <summary>Of columns i + j·e·(7i mod 5) the last goes best with the targets, but for e so large that noise decides; the minimum was a limit of ten
    /// thousand steps away.</summary>
    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    public void Fit_LassoOfNearlyEqualColumns_TakesOne(double e)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(20, 3, (i, j) => i + (e * j * (i * 7 % 5)));
        Vector<double> y = Vector<double>.Build.Dense(20, i => (5 * i) + (0.1 * Math.Sin(i)));
        var lasso = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.1) };
        foreach (LinearRegression regression in new[]
            {
                lasso, lasso with { Standardize = false }, lasso with { Bounds = new Box(0, double.PositiveInfinity) },
            })
        {
            LinearModel model = regression.Fit(x, y), alone = (regression with { Bounds = null }).Fit(x.SubMatrix(0, 20, 2, 1), y);

            (model.Coefficients[0], model.Coefficients[1]).Should().Be((0, 0));
            model.Coefficients[2].Should().BeApproximately(alone.Coefficients[0], 1e-10);
            model.Training.Reason.Should().Be(StopReason.GradientTolerance);
            model.Training.Iterations.Should().BeLessThan(20);
        }
    }

    [Fact]
    public void Fit_LassoOfEqualColumns_LeavesOthersAtZero()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(20, 3, (i, _) => Math.Sin(i));
        LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.1) }.Fit(x, 5 * x.Column(0));

        model.Coefficients.Count(value => value != 0).Should().Be(1);
    }

    /// <summary>Columns of all degrees of likeness and scale, with and without bounds: the descent settles every one of them.</summary>
    [Fact]
    public void Fit_LassoOfColumnsOfAnyLikeness_ConvergesInFewIterations()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int d = 2 + (seed % 12), n = d + 3 + (seed % 30);
            double likeness = Math.Pow(10, -(seed % 9));
            Vector<double> shared = Vector<double>.Build.Dense(n, _ => random.NextDouble());
            Matrix<double> x = Matrix<double>.Build.Dense(
                n, d, (i, j) => (shared[i] + (likeness * random.NextDouble())) * Math.Pow(10, seed % 3 * ((j % 4) - 2)));
            Vector<double> y = Vector<double>.Build.Dense(n, i => x[i, 0] - x[i, 1] + (0.3 * random.NextDouble()));
            LinearModel model = new LinearRegression
            {
                Loss = Losses.HalfMeanSquaredError,
                Penalty = seed % 5 == 0 ? null : new L1Penalty(Math.Pow(10, -(seed % 4)) / 10),
                Standardize = seed % 2 == 0,
                Bounds = seed % 5 == 0 || seed % 7 == 0 ? new Box(-1, 2) : null,
            }.Fit(x, y);

            model.Training.Reason.Should().Be(StopReason.GradientTolerance, $"seed {seed}: {model.Training}");
            model.Training.Iterations.Should().BeLessThan(60, $"seed {seed}");
        }
    }

    [Fact]
    public void Fit_LassoPathOfUnscaledWeights_IsThatOfSingleFits()
    {
        var lasso = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Standardize = false };
        PathResult path = new RegularizationPath { Regression = lasso, Penalty = λ => new L1Penalty(λ), Count = 20 }.Fit(X, Noisy + 1e6);

        foreach ((int i, LinearModel model) in path.Models.Index())
        {
            LinearModel alone = (lasso with { Penalty = new L1Penalty(path.Lambdas[i]) }).Fit(X, Noisy + 1e6);
            GoldenFile.Deviation([.. model.Coefficients], [.. alone.Coefficients], 1e-9, 1e-15).Should().BeLessThanOrEqualTo(1, $"λ = {path.Lambdas[i]}");
            model.Training.Reason.Should().Be(StopReason.GradientTolerance);
        }

        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
    }

    [Fact]
    public void Fit_SeveralTargets_AreThoseOfEachAlone()
    {
        Matrix<double> targets = Matrix<double>.Build.DenseOfColumnVectors(Noisy, Vector<double>.Build.Dense(12, i => Math.Cos(2 * i)));
        var lasso = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Standardize = false };
        MultiTargetLinearModel both = (lasso with { Penalty = new L1Penalty(0.02) }).Fit(X, targets);

        both.Training.Reason.Should().Be(StopReason.GradientTolerance);
        for (int t = 0; t < 2; t++)
        {
            // the mean over two targets halves each
            LinearModel alone = (lasso with { Penalty = new L1Penalty(0.04) }).Fit(X, targets.Column(t));
            GoldenFile.Deviation([.. both.Coefficients.Column(t)], [.. alone.Coefficients], 1e-9, 1e-15).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(1e-9)]
    public void ApplyProximal_ScaledGroups_BalancesTheGradient(double weight)
    {
        double[] x = [3, -1e-3, 0.2, 5], scales = [1e-3, 20, 1, 0.5], point = [.. x];
        ScaledGroups.ApplyProximal(new GroupLassoPenalty(weight, 3, 1), point, scales, 0.5);

        foreach ((int first, int size) in new[] { (0, 3), (3, 1) })
        {
            double norm = Math.Sqrt(Enumerable.Range(first, size).Sum(j => Math.Pow(scales[j] * point[j], 2))), threshold = 0.5 * weight * Math.Sqrt(size);
            norm.Should().BePositive();
            for (int j = first; j < first + size; j++)
            {
                ((threshold * scales[j] * scales[j] * point[j] / norm) + point[j]).Should().BeApproximately(x[j], 1e-13 * Math.Abs(x[j]));
            }
        }

        ScaledGroups.ApplyProximal(new GroupLassoPenalty(1e9, 3, 1), point, scales, 0.5);
        point.Should().AllSatisfy(value => value.Should().Be(0));
    }

    internal static ILoss LossOf(string name) => name switch
    {
        "root" => Losses.RootMeanSquaredError,
        "sum" => Losses.SumOfSquaredErrors,
        "Huber" => Losses.Huber(0.1),
        "any Huber" => Losses.Huber(),
        "smooth" => Losses.SmoothL1(0.2),
        "log cosh" => Losses.LogCosh,
        "absolute" => Losses.MeanAbsoluteError,
        "quantile" => Losses.Quantile(0.3),
        "tube" => Losses.EpsilonInsensitive(0.1),
        _ => Losses.MeanSquaredError,
    };

    internal static LinearRegression With(string name) => name switch
    {
        "lasso" => new() { Penalty = new L1Penalty(0.05) },
        "net" => new() { Penalty = new ElasticNetPenalty(0.05, 0.02) },
        "ridge" => new() { Penalty = new RidgePenalty(0.05) },
        "groups" => new() { Penalty = new GroupLassoPenalty(0.05, 2, 1) },
        "not negative" => new() { Penalty = new NonNegative() },
        "bounds" => new() { Bounds = new Box(0, 2) },
        "bounded lasso" => new() { Penalty = new L1Penalty(0.05), Bounds = new Box(0, 2) },
        "bounded ridge" => new() { Penalty = new RidgePenalty(0.05), Bounds = new Box(0, 2) },
        _ => new(),
    };
}
