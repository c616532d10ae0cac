using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace Optimizers.Regression.Tests;

public sealed class LinearRegressionTests(ITestOutputHelper output)
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Sin((i * (j + 1)) + j) * Math.Pow(100, j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(
        40, i => 5 + (2 * X[i, 0]) - (0.3 * X[i, 1]) + (0.01 * X[i, 2]) + (0.1 * Math.Cos(7 * i)));

    public static TheoryData<string> ReferenceSets => [.. ReadReferences().EnumerateObject().Select(set => set.Name)];

    public static TheoryData<string> ManyRowsSettings => [.. ManyRows.Keys];

    private static Dictionary<string, LinearRegression> ManyRows { get; } = new()
    {
        ["least squares"] = new(),
        ["ridge"] = new() { Penalty = new RidgePenalty(0.1) },
        ["Huber"] = new() { Loss = Losses.Huber() },
        ["lasso"] = new() { Penalty = new L1Penalty(0.01) },
        ["Adam"] = new() { Optimizer = new Adam { LearningRate = 0.01 }, Batches = new MiniBatches(1000) { Epochs = 2 } },
        ["L-BFGS"] = new() { Optimizer = new Lbfgs() },
    };

    [Theory]
    [MemberData(nameof(ManyRowsSettings))]
    public void Fit_ManyRows_HasTheSameBitsOnAnyNumberOfThreads(string settings)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(20_011, 7, (i, j) => Math.Sin((i * (j + 1.7)) + j) * Math.Pow(10, j));
        Vector<double> y = Vector<double>.Build.Dense(x.RowCount, i => 5 + (2 * x[i, 0]) - (0.3 * x[i, 1]) + Math.Cos(7 * i));

        double[][] ends = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            LinearModel model = ManyRows[settings].Fit(x, y);
            return (double[])[.. model.Coefficients, model.Intercept, model.Training.Value];
        })];

        ends.Should().AllSatisfy(end => end.Should().Equal(ends[0]));
    }

    [Theory]
    [MemberData(nameof(ReferenceSets))]
    public void Fit_ByDefault_ReachesTheExactAnswerOnRawData(string set)
    {
        JsonElement reference = ReadReferences().GetProperty(set);
        string[] features = [.. reference.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()!)];
        (Matrix<double> x, Vector<double> y) = DataFile.Read(
            reference.GetProperty("file").GetString()!, reference.GetProperty("target").GetString()!, features);
        double[] exact = [.. reference.GetProperty("coef").Doubles(), reference.GetProperty("intercept").GetDouble()];

        var watch = Stopwatch.StartNew();
        LinearModel model = new LinearRegression().Fit(x, y);
        TimeSpan took = watch.Elapsed;

        double deviation = GoldenFile.Deviation([.. model.Coefficients, model.Intercept], exact, 1e-8, 0);
        output.WriteLine($"{set}: {-Math.Log10(deviation * 1e-8):F1} digits, {model.Training.Iterations} iterations, {took.TotalMilliseconds:F0} ms");
        deviation.Should().BeLessThanOrEqualTo(1);
        model.Training.Converged.Should().BeTrue();
        model.Training.Value.Should().BeApproximately(reference.GetProperty("mse").GetDouble(), 1e-10 * reference.GetProperty("mse").GetDouble());
        model.Score(x, y).Should().BeApproximately(reference.GetProperty("r2").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData(nameof(Losses.MeanSquaredError))]
    [InlineData(nameof(Losses.HalfMeanSquaredError))]
    [InlineData(nameof(Losses.SumOfSquaredErrors))]
    [InlineData(nameof(Losses.HalfSumOfSquaredErrors))]
    [InlineData(nameof(Losses.L2Norm))]
    [InlineData(nameof(Losses.RootMeanSquaredError))]
    public void Fit_ByDefault_ReportsTheLossThatWasNamed(string name)
    {
        var loss = (ILoss)typeof(Losses).GetProperty(name)!.GetValue(null)!;

        LinearModel model = new LinearRegression { Loss = loss }.Fit(X, Y);

        double expected = loss.Evaluate(model.Predict(X).ToArray(), Y.ToArray(), new double[40]);
        model.Training.Value.Should().BeApproximately(expected, 1e-12 * expected);
        model.LossHistory[^1].Should().Be(model.Training.Value);
        model.LossHistory[0]
            .Should().BeApproximately(loss.Evaluate(Enumerable.Repeat(Y.Average(), 40).ToArray(), Y.ToArray(), new double[40]), 1e-9 * model.LossHistory[0]);
        model.Coefficients.Should().Equal(new LinearRegression().Fit(X, Y).Coefficients, "all squared losses have the same minimum");
    }

    [Fact]
    public void Fit_EveryMethod_FindsTheExactMinimum()
    {
        LinearModel exact = new LinearRegression().Fit(X, Y);
        IOptimizer[] methods =
        [
            new Lbfgs(), new Bfgs(), new ConjugateGradient(), new NewtonCg(), new SteepestDescent(), new SteepestDescent { BarzilaiBorwein = true },
            new LevenbergMarquardt(),
            new Lbfgsb(new Box(double.NegativeInfinity, double.PositiveInfinity)), new ProximalGradient(new L1Penalty(0)),
            new AcceleratedProximalGradient(new Box(-1e6, 1e6)),
            new Projected(new Adam { LearningRate = 0.1 }, new Box(-1e6, 1e6)),
        ];

        foreach (IOptimizer method in methods)
        {
            LinearModel model = new LinearRegression { Optimizer = method }.Fit(X, Y);

            model.Training.Converged.Should().BeTrue($"{method}: {model.Training}");
            GoldenFile.Deviation([.. model.Coefficients, model.Intercept], [.. exact.Coefficients, exact.Intercept], 1e-7, 0)
                .Should().BeLessThanOrEqualTo(1, $"{method}");
        }
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void Fit_ByDefault_DoesNotDependOnTheUnitsOfTheTarget(double unit)
    {
        (ILoss Own, ILoss One, IPenalty? OwnPenalty, IPenalty? OnePenalty)[] fits =
        [
            (Losses.Huber(0.05 * unit), Losses.Huber(0.05), null, null),
            (Losses.Quantile(0.3), Losses.Quantile(0.3), null, null),
            (Losses.EpsilonInsensitive(0.05 * unit), Losses.EpsilonInsensitive(0.05), null, null),
            (Losses.HalfMeanSquaredError, Losses.HalfMeanSquaredError, new L1Penalty(0.05 * unit), new L1Penalty(0.05)),
        ];
        foreach ((ILoss own, ILoss one, IPenalty? ownPenalty, IPenalty? onePenalty) in fits)
        {
            LinearModel model = new LinearRegression { Loss = own, Penalty = ownPenalty }.Fit(X, Y * unit),
                expected = new LinearRegression { Loss = one, Penalty = onePenalty }.Fit(X, Y);

            model.Training.Converged.Should().BeTrue($"{own}: {model.Training}");
            GoldenFile.Deviation([.. model.Parameters / unit], [.. expected.Parameters], 1e-7, 1e-10).Should().BeLessThanOrEqualTo(1, $"{own}");
        }
    }

    [Fact]
    public void Fit_BoundsWithoutStandardization_AreInTheUsersUnits()
    {
        LinearModel model = new LinearRegression { Optimizer = new Lbfgsb(new Box([0, 0, 0, -1e9], [1e9, 1e9, 1e9, 1e9])), Standardize = false }.Fit(X, Y);

        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        model.Coefficients.Should().OnlyContain(weight => weight >= 0).And.Contain(0);
    }

    [Fact]
    public void Fit_SeveralTargetsByLevenbergMarquardt_GivesTheSameModel()
    {
        Matrix<double> both = Matrix<double>.Build.DenseOfColumnVectors(Y, 2 * Y + X.Column(0));

        MultiTargetLinearModel byMethod = new LinearRegression { Optimizer = new LevenbergMarquardt(), Loss = Losses.HalfSumOfSquaredErrors }.Fit(X, both),
            exact = new LinearRegression().Fit(X, both);

        (byMethod.Coefficients - exact.Coefficients).InfinityNorm().Should().BeLessThan(1e-9);
        byMethod.Training.Value.Should().BeApproximately(new LinearRegression { Loss = Losses.HalfSumOfSquaredErrors }.Fit(X, both).Training.Value, 1e-10);
    }

    [Fact]
    public void Fit_AnyOptimizerAndStandardization_FindsTheSameMinimum()
    {
        LinearModel exact = new LinearRegression().Fit(X, Y);
        IOptimizer[] optimizers =
            [new GradientDescent { LearningRate = 0.3 }, new StochasticGradientDescent { LearningRate = 0.1, Momentum = 0.9 }, new Adam { LearningRate = 0.1 }];

        foreach (IOptimizer optimizer in optimizers)
        {
            LinearModel model = new LinearRegression { Optimizer = optimizer }.Fit(X, Y);
            model.Training.Converged.Should().BeTrue(optimizer.ToString());
            GoldenFile.Deviation([.. model.Coefficients, model.Intercept], [.. exact.Coefficients, exact.Intercept], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Fit_WithoutIntercept_GoesThroughTheOrigin()
    {
        LinearModel exact = new LinearRegression { FitIntercept = false }.Fit(X, Y);
        LinearModel byDescent = new LinearRegression { FitIntercept = false, Optimizer = new GradientDescent { LearningRate = 0.3 } }.Fit(X, Y);

        // the normal equations of the raw columns
        Vector<double> residual = Y - (X * exact.Coefficients);
        (X.TransposeThisAndMultiply(residual).PointwiseDivide(X.ColumnNorms(2)).AbsoluteMaximum() / residual.L2Norm()).Should().BeLessThan(1e-13);
        exact.Intercept.Should().Be(0);
        GoldenFile.Deviation([.. byDescent.Coefficients], [.. exact.Coefficients], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_SeveralTargets_EqualsEachAlone()
    {
        Vector<double> other = Y.PointwisePower(2) * 1e6;
        Matrix<double> both = Matrix<double>.Build.DenseOfColumnVectors(Y, other);

        MultiTargetLinearModel model = new LinearRegression().Fit(X, both);
        LinearModel first = new LinearRegression().Fit(X, Y), second = new LinearRegression().Fit(X, other);

        GoldenFile.Deviation([.. model.Coefficients.Column(0), .. model.Coefficients.Column(1)], [.. first.Coefficients, .. second.Coefficients], 1e-10, 0)
            .Should().BeLessThanOrEqualTo(1);
        GoldenFile.Deviation([.. model.Intercept], [first.Intercept, second.Intercept], 1e-10, 0).Should().BeLessThanOrEqualTo(1);
        model.Score(X, both).Should().BeApproximately((first.Score(X, Y) + second.Score(X, other)) / 2, 1e-12);
        model.Predict(X).Column(1)[3].Should().BeApproximately(second.Predict(X)[3], 1e-9 * Math.Abs(second.Predict(X)[3]));
        model.Training.Value.Should().BeApproximately(
            (first.Training.Value + second.Training.Value) / 2, 1e-9 * model.Training.Value, "the mean is over all elements, as in PyTorch");
    }

    [Fact]
    public void Fit_SeveralTargetsByMomentum_FindsTheSameMinimum()
    {
        Matrix<double> both = Matrix<double>.Build.DenseOfColumnVectors(Y, 3 * Y);

        MultiTargetLinearModel model = new LinearRegression { Optimizer = new StochasticGradientDescent { LearningRate = 0.2, Momentum = 0.9 } }.Fit(X, both);

        model.Training.Converged.Should().BeTrue();
        model.Coefficients.Column(1).Should().Equal(3 * model.Coefficients.Column(0), (a, b) => Math.Abs(a - b) < 1e-7 * Math.Abs(b));
    }

    [Fact]
    public void Fit_WeightAndBiasWithTheirOwnRates_TakesBoth()
    {
        // one step from 0: each parameter moves by its own rate times its own partial derivative
        var rates = new Split(^1, new GradientDescent { LearningRate = 0.01 }, new GradientDescent { LearningRate = 0.1 });
        Vector<double> x = Vector<double>.Build.Dense([1, 2, 6]), y = Vector<double>.Build.Dense([3, 5, 7]);

        LinearModel model =
            new LinearRegression { Optimizer = rates, Standardize = false, Loss = Losses.HalfMeanSquaredError, Stopping = new() { MaxIterations = 1 } }
            .Fit(x, y);

        model.Coefficients[0].Should().BeApproximately(0.01 * (3 + 10 + 42) / 3, 1e-15);
        model.Intercept.Should().BeApproximately(0.1 * 5, 1e-15);
    }

    [Fact]
    public void Fit_Start_IsInUserUnits()
    {
        LinearModel exact = new LinearRegression().Fit(X, Y);
        Vector<double> start = Vector<double>.Build.Dense([.. exact.Coefficients, exact.Intercept]);

        LinearModel again =
            new LinearRegression { Start = start, Optimizer = new GradientDescent { LearningRate = 0.1 }, Stopping = new() { MaxIterations = 0 } }.Fit(X, Y);
        LinearModel byDefault = new LinearRegression { Start = 2 * start, Stopping = new() { MaxIterations = 0 } }.Fit(X, Y);

        GoldenFile.Deviation([.. again.Coefficients, again.Intercept], [.. start], 1e-12, 0).Should().BeLessThanOrEqualTo(1);
        again.Training.Value.Should().BeApproximately(exact.Training.Value, 1e-12);
        // the default solution fits the centred targets: the start of the coefficients counts, the intercept follows from the means
        GoldenFile.Deviation([.. byDefault.Coefficients], [.. 2 * exact.Coefficients], 1e-12, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Iterate_WatchedAndBrokenOff_HasAModelOfThatMoment()
    {
        FitRun<LinearModel> fit = new LinearRegression { Optimizer = new Adam { LearningRate = 0.05 }, Batches = new MiniBatches(8) { Epochs = 50, Seed = 1 } }
            .Iterate(X, Y);
        double first = double.NaN;
        foreach (Iteration i in fit)
        {
            first = i.Number == 0 ? i.Value : first;
            if (i.Epoch == 20)
            {
                break;
            }
        }

        LinearModel part = fit.Model, whole = fit.Complete();

        part.Training.Reason.Should().Be(StopReason.None);
        part.Training.Iterations.Should().Be(100);
        part.Training.Value.Should().BeLessThan(first);
        part.Score(X, Y).Should().BeLessThan(whole.Score(X, Y));
        whole.Training.Iterations.Should().Be(250);
    }

    [Fact]
    public void Fit_Cancelled_GivesTheBestModelSoFar()
    {
        LinearModel model = new LinearRegression { Optimizer = new Adam() }.Fit(X, Y, new CancellationToken(true));

        model.Training.Reason.Should().Be(StopReason.Cancelled);
        model.Predict(X).Should().OnlyContain(value => double.IsFinite(value));
    }

    [Fact]
    public void Fit_DivergingRate_SaysNotFiniteAndKeepsFiniteCoefficients()
    {
        LinearModel model = new LinearRegression { Optimizer = new GradientDescent { LearningRate = 1 }, Standardize = false }.Fit(X, Y);

        model.Training.Reason.Should().Be(StopReason.NotFinite);
        model.Coefficients.Should().OnlyContain(value => double.IsFinite(value));
    }

    [Fact]
    public void Fit_DependentColumns_AreNamed()
    {
        Matrix<double> dependent = X.Append(Matrix<double>.Build.DenseOfColumnVectors(X.Column(0) - (2 * X.Column(2)), Y));

        Refused(
            () => new LinearRegression().Fit(dependent, Y),
            "Columns 0, 2, 3 of X are linearly dependent, but for rounding: the data do not determine their coefficients. Leave a column out; set a Penalty*",
            "X");
    }

    [Fact]
    public void Fit_DependentColumnsByDescent_GivesTheLeastNorm()
    {
        // two equal columns share the coefficient
        Vector<double> x = X.Column(0);
        LinearModel alone = new LinearRegression().Fit(x, Y);

        LinearModel model = new LinearRegression { Optimizer = new GradientDescent { LearningRate = 0.2 } }.Fit(
            Matrix<double>.Build.DenseOfColumnVectors(x, x), Y);

        model.Training.Converged.Should().BeTrue();
        GoldenFile.Deviation([.. model.Coefficients], [alone.Coefficients[0] / 2, alone.Coefficients[0] / 2], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_BadData_IsRefusedWithRowAndColumn()
    {
        var regression = new LinearRegression();
        Matrix<double> nan = X.Clone(), infinite = X.Clone(), constant = X.Clone(), zero = X.Clone();
        nan[3, 2] = double.NaN;
        infinite[0, 1] = double.NegativeInfinity;
        constant.SetColumn(1, Vector<double>.Build.Dense(40, 0.1));
        zero.ClearColumn(2);
        Vector<double> badY = Y.Clone();
        badY[7] = double.PositiveInfinity;

        Refused(() => regression.Fit((Matrix<double>)null!, Y), "*", "X");
        Refused(() => regression.Fit(X, (Vector<double>)null!), "*", "y");
        Refused(() => regression.Fit(X, Y.SubVector(0, 39)), "X has 40 rows and y has 39; each sample needs one of both.*", "y");
        Refused(() => regression.Fit(X, Matrix<double>.Build.Dense(41, 2)), "X has 40 rows and Y has 41; each sample is a row in both.*", "Y");
        Refused(() => regression.Fit(Y, Y.SubVector(0, 2)), "x has 40 entries and y has 2; each sample needs one of both.*", "y");
        Refused(() => regression.Fit(nan, Y), "Row 3, column 2 of X is NaN; every entry must be finite (counted from 0).*", "X");
        Refused(() => regression.Fit(infinite, Y), "Row 0, column 1 of X is -Infinity; every entry must be finite (counted from 0).*", "X");
        Refused(() => regression.Fit(X, badY), "Row 7 of y is Infinity; every entry must be finite (counted from 0).*", "y");
        Refused(
            () => regression.Fit(constant, Y),
            "Column 1 of X is constant (0.1): beside an intercept its coefficient is not determined. Leave the column out, or set FitIntercept to false.*",
            "X");
        Refused(
            () => (regression with { FitIntercept = false }).Fit(zero, Y),
            "Column 2 of X is all 0: its coefficient is not determined. Leave the column out.*",
            "X");
        Refused(() => regression.Fit(X.SubMatrix(0, 1, 0, 3), Y.SubVector(0, 1)), "X has 1 row(s); coefficients beside an intercept need at least 2.*", "X");
        Refused(() => regression.Fit(X.SubMatrix(0, 3, 0, 3), Y.SubVector(0, 3)), "X has 3 rows; they cannot determine 3 coefficients and an intercept.*", "X");
        (regression with { FitIntercept = false }).Fit(constant, Y).Coefficients.Should().HaveCount(3, "a column of ones is an intercept of the user's own");
    }

    [Fact]
    public void Fit_EmptyData_IsRefused()
    {
        Refused(() => new LinearRegression().Fit(Matrix<double>.Build.Dense(0, 3), Vector<double>.Build.Dense(0)), "X is empty: 0 rows × 3 columns.*", "X");
        Refused(() => new LinearRegression().Fit(Matrix<double>.Build.Dense(3, 0), Vector<double>.Build.Dense(3)), "X is empty: 3 rows × 0 columns.*", "X");
        Refused(() => new LinearRegression().Fit(Vector<double>.Build.Dense(0), Vector<double>.Build.Dense(0)), "x is empty.*", "x");
    }

    [Fact]
    public void Fit_BadSettings_AreRefused()
    {
        Refused(() => _ = new LinearRegression { Loss = null! }, "*", "Loss");
        Refused(() => _ = new LinearRegression { Stopping = null! }, "*", "Stopping");
        Refused(
            () => new LinearRegression { Batches = new MiniBatches(2) }.Fit(X, Y), "Batches need an Optimizer that steps on them; none is named.*", "Batches");
        Refused(
            () => new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(41) }.Fit(X, Y),
            "The batch size is 41; there are only 40 samples.*",
            "Size");
        Refused(() => new LinearRegression { Start = Vector<double>.Build.Dense(3) }.Fit(X, Y), "The Start has 3 coordinates; the model has 4.*", "Start");
        Refused(
            () => new LinearRegression { Start = Vector<double>.Build.Dense(4, double.NaN) }.Fit(X, Y),
            "Coordinate 0 of the Start is NaN; every coordinate must be finite.*",
            "Start");
    }

    [Fact]
    public void Settings_AreValues()
    {
        new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(3) }
            .Should().Be(new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(3) });
        new LinearRegression { Start = Vector<double>.Build.Dense(2, 1.0) }.Should().Be(new LinearRegression { Start = Vector<double>.Build.Dense(2, 1.0) });
        new LinearRegression().Should().NotBe(new LinearRegression { Standardize = false });
    }

    [Fact]
    public void Fit_RowsPermuted_GivesTheSameModel() => CsCheck.Check.Sample(CsCheck.Gen.Shuffle(Enumerable.Range(0, 40).ToArray()), order =>
    {
        LinearModel permuted = new LinearRegression().Fit(
            Matrix<double>.Build.DenseOfRowVectors(order.Select(X.Row)), Vector<double>.Build.DenseOfEnumerable(order.Select(i => Y[i])));
        LinearModel model = new LinearRegression().Fit(X, Y);
        return GoldenFile.Deviation([.. permuted.Coefficients, permuted.Intercept], [.. model.Coefficients, model.Intercept], 1e-11, 0) <= 1;
    }, seed: "0000Permuted0", iter: 50);

    [Fact]
    public void Fit_ColumnsScaledAndShifted_ScalesTheCoefficients()
        => CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Double[-6, 6], CsCheck.Gen.Double[-10, 10], CsCheck.Gen.Double[-6, 6]), (power, shift, targetPower) =>
        {
            // x′ = s x + c, y′ = t y: w′ = t w / s, and the predictions scale by t
            double s = Math.Pow(10, power), t = Math.Pow(10, targetPower);
            Matrix<double> scaled = X.Clone();
            scaled.SetColumn(1, (s * X.Column(1)) + (s * 100 * shift));
            LinearModel model = new LinearRegression().Fit(X, Y), other = new LinearRegression().Fit(scaled, t * Y);
            return Math.Abs((other.Coefficients[1] * s / t / model.Coefficients[1]) - 1) < 1e-9
                && ((other.Predict(scaled) / t) - model.Predict(X)).AbsoluteMaximum() < 1e-9;
        }, seed: "0000Scaling00", iter: 200);

    private static JsonElement ReadReferences()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "reference_ols.json")));
        return document.RootElement.Clone();
    }
}
