using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

public sealed class RegularizationPathTests(ITestOutputHelper output)
{
    private static readonly string[] Features = [.. DataFile.Columns("diabetes.csv").Where(column => column != "target")];
    private static readonly (Matrix<double> X, Vector<double> Y) Diabetes = DataFile.Read("diabetes.csv", "target", Features);
    private static readonly LinearRegression HalfSquares = new() { Loss = Losses.HalfMeanSquaredError };
    private static readonly RegularizationPath Lasso = new() { Regression = HalfSquares, Penalty = λ => new L1Penalty(λ) };

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Fit_EveryModel_IsThatOfAFitFromZeroWithFewerEvaluations(double share)
    {
        var settings = new RegularizationPath { Regression = HalfSquares, Penalty = λ => new ElasticNetPenalty(share * λ, (1 - share) * λ), Count = 30 };

        PathResult path = settings.Fit(Diabetes.X, Diabetes.Y);

        path.Models.Should().HaveCount(30);
        long warm = 0, cold = 0;
        foreach ((int i, LinearModel model) in path.Models.Index())
        {
            LinearModel alone = (HalfSquares with { Penalty = settings.Penalty(path.Lambdas[i]) }).Fit(Diabetes.X, Diabetes.Y);
            double[] found = [.. model.Coefficients, model.Intercept], expected = [.. alone.Coefficients, alone.Intercept];
            Difference(found, expected).Should().BeLessThanOrEqualTo(1e-7, $"λ = {path.Lambdas[i]}");
            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            (warm, cold) = (warm + model.Training.Evaluations, cold + alone.Training.Evaluations);
        }

        output.WriteLine($"{path}; {warm} evaluations, {cold} from zero");
        warm.Should().BeLessThan(cold);
    }

    [Fact]
    public void Fit_Lasso_MeetsItsOptimalityConditions()
    {
        PathResult path = Lasso.Fit(Diabetes.X, Diabetes.Y);

        Matrix<double> z = Standardized(Diabetes.X);
        int n = z.RowCount;
        Vector<double> centred = Diabetes.Y - Diabetes.Y.Average();
        double largest = (z.Transpose() * centred / n).AbsoluteMaximum();
        path.Lambdas[0].Should().BeApproximately(largest, 1e-12 * largest);
        path.Lambdas[^1].Should().BeApproximately(1e-3 * largest, 1e-12 * largest);
        path.Lambdas.Zip(path.Lambdas.Skip(1), (λ, next) => next / λ)
            .Should().AllSatisfy(ratio => ratio.Should().BeApproximately(Math.Pow(1e-3, 1 / 99.0), 1e-12));
        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
        path.Models[0].Intercept.Should().BeApproximately(Diabetes.Y.Average(), 1e-9);
        path.Coefficients[1].Should().Contain(value => value != 0, "the first λ is the smallest at which all are 0");

        foreach ((int i, LinearModel model) in path.Models.Index())
        {
            Vector<double> pull = z.Transpose() * (Diabetes.Y - model.Predict(Diabetes.X)) / n;
            for (int j = 0; j < pull.Count; j++)
            {
                double λ = path.Lambdas[i], w = model.Coefficients[j];
                (w == 0 ? Math.Max(0, Math.Abs(pull[j]) - λ) : Math.Abs(pull[j] - (Math.Sign(w) * λ)))
                    .Should().BeLessThan(1e-9 * largest, $"coefficient {j} at λ {i}");
            }
        }
    }

    [Fact]
    public void Fit_SmallestZeroingLambda_IsThatOfTheL1Share()
    {
        double lasso = Lasso.Fit(Diabetes.X, Diabetes.Y).Lambdas[0];

        (Lasso with { Penalty = λ => new ElasticNetPenalty(0.1 * λ, 0.9 * λ), Count = 1 }).Fit(Diabetes.X, Diabetes.Y).Lambdas[0]
            .Should().BeApproximately(10 * lasso, 1e-11 * lasso);
        (Lasso with { Penalty = λ => new L1Penalty(λ * λ), Count = 1 }).Fit(Diabetes.X, Diabetes.Y).Lambdas[0]
            .Should().BeApproximately(Math.Sqrt(lasso), 1e-12 * lasso);
        (Lasso with { Regression = new LinearRegression(), Count = 1 }).Fit(Diabetes.X, Diabetes.Y).Lambdas[0]
            .Should().BeApproximately(2 * lasso, 1e-12 * lasso, "the mean of squares has no ½");
    }

    [Fact]
    public void Fit_WithoutStandardization_StartsAtTheLambdaOfTheFeaturesAsTheyAre()
    {
        PathResult path = (Lasso with { Regression = HalfSquares with { Standardize = false }, Count = 3 }).Fit(Diabetes.X, Diabetes.Y);

        double largest = (Diabetes.X.Transpose() * (Diabetes.Y - Diabetes.Y.Average()) / 442).AbsoluteMaximum();
        path.Lambdas[0].Should().BeApproximately(largest, 1e-10 * largest);
        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
        path.Coefficients[1].Should().Contain(value => value != 0);
    }

    public static TheoryData<ILoss> OtherLosses
        => [Losses.Logistic, Losses.Poisson, Losses.Huber(0.3), Losses.LogCosh, Losses.RootMeanSquaredError, Losses.SumOfSquaredErrors];

    [Theory]
    [MemberData(nameof(OtherLosses))]
    public void Fit_OfOtherLosses_BeginsAtTheSmallestLambdaAtWhichAllAreZero(ILoss loss)
    {
        Vector<double> labels = Diabetes.Y.Map(value => value > 140 ? 1.0 : 0.0), weights = Vector<double>.Build.Dense(442, i => 1 + (i % 3));
        var regression = new LinearRegression { Loss = loss };
        TrainingData weighted = TrainingData.From(Diabetes.X, labels).WithWeights(weights);
        TrainingData data = loss.Link == Link.Log ? weighted.WithExposure(weights / 2) : weighted;

        PathResult path = (Lasso with { Regression = regression, Count = 4, Ratio = 0.9 }).Fit(data);

        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
        LinearModel below = (regression with { Penalty = new L1Penalty(0.9999 * path.Lambdas[0]) }).Fit(data);
        below.Coefficients.Count(value => value != 0).Should().Be(1);
        path.Models.Should().AllSatisfy(model => model.Training.Converged.Should().BeTrue(model.Training.ToString()));
    }

    [Fact]
    public void Fit_WithoutIntercept_LeavesNone()
    {
        PathResult path = (Lasso with { Regression = HalfSquares with { FitIntercept = false }, Count = 3 }).Fit(Diabetes.X, Diabetes.Y);

        path.Models.Should().AllSatisfy(model => model.Intercept.Should().Be(0));
        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
        path.Coefficients[1].Should().Contain(value => value != 0);
    }

    [Fact]
    public void Fit_GivenLambdas_TakesThemFromTheLargest()
    {
        RegularizationPath ridge = new() { Regression = HalfSquares, Penalty = λ => new RidgePenalty(λ), Lambdas = [0.1, 10, 1] };

        PathResult path = ridge.Fit(TrainingData.From(Diabetes.X, Diabetes.Y, Features));

        path.Lambdas.Should().Equal(10, 1, 0.1);
        path.FeatureNames.Should().Equal(Features);
        Matrix<double> z = Standardized(Diabetes.X);
        foreach ((int i, double λ) in path.Lambdas.Index())
        {
            Vector<double> exact = ((z.Transpose() * z / 442) + (λ * Matrix<double>.Build.DenseIdentity(10))).Solve(
                z.Transpose() * (Diabetes.Y - Diabetes.Y.Average()) / 442);
            Vector<double> found = path.Coefficients[i].MapIndexed((j, value) => value * Deviation(Diabetes.X.Column(j)));
            GoldenFile.Deviation([.. found], [.. exact], 1e-9, 0).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Fit_ByANamedOptimizer_IsTheSamePath()
    {
        RegularizationPath few = Lasso with { Count = 5 };
        PathResult expected = few.Fit(Diabetes.X, Diabetes.Y);

        PathResult path = (few with { Regression = HalfSquares with { Optimizer = new ProximalGradient() } }).Fit(Diabetes.X, Diabetes.Y);

        path.Lambdas.Should().Equal(expected.Lambdas);
        foreach ((int i, Vector<double> coefficients) in path.Coefficients.Index())
        {
            Difference([.. coefficients], [.. expected.Coefficients[i]]).Should().BeLessThanOrEqualTo(1e-7);
        }
    }

    [Fact]
    public void Fit_GroupLasso_BeginsWhereAllGroupsAreZero()
    {
        var groups = new RegularizationPath { Regression = HalfSquares, Penalty = λ => new GroupLassoPenalty(λ, 4, 6), Count = 3, Ratio = 0.5 };

        PathResult path = groups.Fit(Diabetes.X, Diabetes.Y);

        path.Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
        path.Coefficients[1].Count(value => value != 0).Should().BeOneOf([4, 6, 10], "groups are in or out as wholes");
    }

    [Fact]
    public void Fit_Cancelled_HasTheModelsSoFar()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        PathResult path = Lasso.Fit(Diabetes.X, Diabetes.Y, cancel.Token);

        path.Models.Should().ContainSingle();
        path.Lambdas.Should().ContainSingle();
        path.Coefficients.Should().ContainSingle();
    }

    [Fact]
    public void ToString_SaysWhatThePathIs()
        => (Lasso with { Lambdas = [100, 1] }).Fit(Diabetes.X, Diabetes.Y).ToString()
            .Should().Be("2 models, λ from 100 to 1, from 0 to 7 of 10 coefficients not 0");

    [Fact]
    public void Equals_ComparesTheLambdas()
    {
        (Lasso with { Lambdas = [1, 2] }).Should().Be(Lasso with { Lambdas = [2, 1] }, "their order is no setting");
        (Lasso with { Lambdas = [1, 2] }).GetHashCode().Should().Be((Lasso with { Lambdas = [2, 1] }).GetHashCode());
        (Lasso with { Lambdas = [1, 2] }).Should().NotBe(Lasso with { Lambdas = [1, 3] });
        (Lasso with { Lambdas = [1, 2] }).Should().NotBe(Lasso);
        (Lasso with { Count = 5 }).Should().NotBe(Lasso);
    }

    [Fact]
    public void Settings_ThatContradictEachOther_AreRefused()
    {
        Refused(
            () => _ = Lasso with { Regression = new LinearRegression { Penalty = new L1Penalty(1) } },
            "The regression has a penalty of its own, 1 ‖w‖₁*",
            "Regression");
        Refused(() => _ = Lasso with { Lambdas = [] }, "Lambdas.Count must be at least 1; it is 0.*", "Lambdas.Count");
        Refused(() => _ = Lasso with { Lambdas = [1, 0] }, "Lambdas must be a finite number above 0; it is 0.*", "Lambdas");
        Refused(() => _ = Lasso with { Count = 0 }, "Count must be at least 1; it is 0.*", "Count");
        Refused(() => _ = Lasso with { Ratio = 1 }, "Ratio must be above 0 and below 1; it is 1.*", "Ratio");
        Refused(() => (Lasso with { Penalty = λ => null! }).Fit(Diabetes.X, Diabetes.Y), "The penalty of λ = * is null.*", "Penalty");
        Refused(
            () => (Lasso with { Penalty = λ => new RidgePenalty(λ) }).Fit(Diabetes.X, Diabetes.Y),
            "½·* ‖w‖² sets no coefficient to exactly 0 at any λ*give Lambdas.*",
            "Lambdas");
        Refused(
            () => (Lasso with { Regression = new LinearRegression { Loss = Losses.Quantile(0.5) } }).Fit(Diabetes.X, Diabetes.Y),
            "*has kinks*give Lambdas.*",
            "Lambdas");
        Refused(() => Lasso.Fit(Diabetes.X, Vector<double>.Build.Dense(442, 3)), "All coefficients are 0 without a penalty*", "y");
    }

    /// <summary>The largest relative difference; a 0 has to be exact.</summary>
    private static double Difference(double[] found, double[] expected)
        => found.Zip(expected, (one, other) => one == other ? 0 : Math.Abs(one - other) / Math.Abs(other)).Max();

    private static Matrix<double> Standardized(Matrix<double> x)
        => Matrix<double>.Build.DenseOfColumnVectors(x.EnumerateColumns().Select(column => (column - column.Average()) / Deviation(column)));

    private static double Deviation(Vector<double> column) => Math.Sqrt((column - column.Average()).PointwisePower(2).Average());
}
