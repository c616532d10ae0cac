using CsCheck;

namespace Optimizers.Regression.Tests;

public sealed class SeparationTests
{
    private static readonly Matrix<double> Groups = Matrix<double>.Build.DenseOfArray(
        new double[,] { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 1, 0 }, { 0, 1 }, { 0, 1 } });
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense([2, 4, 6, 9, 0, 0]);
    private static readonly LinearRegression Poisson = new() { Loss = Losses.Poisson };
    private static readonly LinearRegression Logistic = new() { Loss = Losses.Logistic };

    public static TheoryData<string> CountLosses => [.. LossesOfCounts.Keys];

    private static Dictionary<string, ILoss> LossesOfCounts { get; } = new()
    {
        ["Poisson"] = Losses.Poisson,
        ["Poisson, sum"] = new PoissonLoss { Reduction = LossReduction.Sum },
        ["Tweedie 1.01"] = Losses.Tweedie(1.01),
        ["Tweedie 1.5"] = Losses.Tweedie(1.5),
        ["Tweedie 1.9, sum"] = new TweedieLoss(1.9) { Reduction = LossReduction.Sum },
        ["one of the user's"] = new NegativeBinomial(0.5),
    };

    [Fact]
    public void Fit_CountsOfAGroupAllZero_NamesItAndKeepsTheErrorsOfTheOthers()
    {
        LinearModel model = Poisson.Fit(Groups, Counts);

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.Converged.Should().BeFalse();
        model.Training.Explain().Should().Contain("x1 → −∞: every row with x1 > 0 has target 0").And.Contain("RidgePenalty").And.NotContain("from the target");
        model.Coefficients[0].Should().BeApproximately(Math.Log(7.5 / 3), 1e-9);
        model.Intercept.Should().BeApproximately(Math.Log(3), 1e-9);
        model.Coefficients.Should().OnlyContain(w => double.IsFinite(w));
        RegressionSummary summary = model.Summary();
        summary.Coefficients[0].StandardError.Should().BeApproximately(Math.Sqrt((1 / 15.0) + (1 / 6.0)), 1e-8);
        summary.Coefficients[1].StandardError.Should().Be(double.PositiveInfinity);
        summary.Coefficients[2].StandardError.Should().BeApproximately(1 / Math.Sqrt(6), 1e-8);
        summary.UndeterminedFeatures.Should().Equal("x1");
        summary.ToString()
            .Should().Contain("x1 → −∞").And.Contain("The data do not determine the coefficients of x1: what separates samples").And.NotContain("no minimum");
        summary.Predict(Groups).MeanHigh.Take(4).Should().OnlyContain(high => double.IsFinite(high));
        summary.Predict(Groups).MeanHigh.Skip(4).Should().OnlyContain(high => double.IsPositiveInfinity(high));
    }

    [Theory]
    [MemberData(nameof(CountLosses))]
    public void Fit_CountsOfAGroupAllZero_IsThatOfTheOtherRows(string name)
    {
        var regression = new LinearRegression { Loss = LossesOfCounts[name] };
        LinearModel without = regression.Fit(Groups.SubMatrix(0, 4, 0, 1), Counts.SubVector(0, 4));
        foreach (IOptimizer? optimizer in new IOptimizer?[] { null, new Lbfgs(), new Bfgs() })
        {
            LinearModel model = (regression with { Optimizer = optimizer }).Fit(Groups, Counts);

            model.Training.Reason.Should().Be(StopReason.Separated, $"{optimizer}");
            model.Training.ToString().Should().Contain("x1 → −∞");
            model.Coefficients[0].Should().BeApproximately(without.Coefficients[0], 1e-6);
            model.Intercept.Should().BeApproximately(without.Intercept, 1e-6);
            RegressionSummary summary = model.Summary(), expected = without.Summary();
            summary.ResidualDegreesOfFreedom.Should().Be(2);
            summary.Coefficients[0].StandardError
                .Should().BeApproximately(expected.Coefficients[0].StandardError, 1e-5 * expected.Coefficients[0].StandardError);
            summary.Coefficients[1].StandardError.Should().Be(double.PositiveInfinity);
            summary.Coefficients[2].StandardError
                .Should().BeApproximately(expected.Coefficients[1].StandardError, 1e-5 * expected.Coefficients[1].StandardError);
        }
    }

    [Fact]
    public void Fit_SeveralDirections_NamesEach()
    {
        // label 0 wherever x0 is 1; of the others, x1 + x2 tells those that are not 2
        Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,]
        {
            { 0, 0, 2 }, { 0, 1, 1 }, { 0, 2, 0 }, { 0, -1, 3 }, { 1, 0.2, 0.4 }, { 1, -0.5, 4 }, { 0, 3, 1 }, { 0, 0, 3 }, { 0, -1, 2 },
        });
        LinearModel model = Logistic.Fit(X, Vector<double>.Build.Dense([0, 1, 0, 1, 0, 0, 1, 1, 0]));

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.Explain().Should().Contain("x0 → −∞: every row with x0 > 0 has target 0; along x1 + x2 − 2");
    }

    [Fact]
    public void Fit_CompleteSeparation_NamesThePlane()
    {
        Vector<double> x = Vector<double>.Build.Dense([1, 2, 3, 5, 6, 7]);
        LinearModel model = Logistic.Fit(x, x.Map(value => value > 4 ? 1.0 : 0));

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.Explain().Should().NotContain("from the target").And.Contain("perfectly separated, along x0 − ").And.Contain(
            "every row where it is > 0 has target 1 and every row where it is < 0 has target 0");
        RegressionSummary summary = model.Summary();
        summary.UndeterminedFeatures.Should().Equal("x0", "intercept");
        summary.Coefficients.Should().OnlyContain(row => double.IsPositiveInfinity(row.StandardError));
    }

    [Fact]
    public void Fit_LogisticSeparatedButForAPlane_KeepsTheErrorsOfTheOthers()
    {
        // label 1 wherever x0 is 1
        double[] t = [-2, -1, 0, 1, 2, 3, -0.5, 0.5, 1.5, 2.5], labels = [0, 0, 1, 0, 1, 1, 0, 1, 0, 1];
        Matrix<double> X = Matrix<double>.Build.Dense(14, 2, (i, j) => j == 0 ? (i < 10 ? 0 : 1) : i < 10 ? t[i] : i - 11);
        Vector<double> y = Vector<double>.Build.Dense(14, i => i < 10 ? labels[i] : 1);
        RegressionSummary without = Logistic.Fit(Vector<double>.Build.Dense(t), Vector<double>.Build.Dense(labels)).Summary();

        LinearModel model = Logistic.Fit(X, y);

        model.Training.Explain().Should().Contain("x0 → +∞: every row with x0 > 0 has target 1").And.NotContain("perfectly");
        RegressionSummary summary = model.Summary();
        summary.UndeterminedFeatures.Should().Equal("x0");
        for (int j = 0; j < 2; j++)
        {
            summary.Coefficients[j + 1].StandardError.Should().BeApproximately(without.Coefficients[j].StandardError, 1e-6);
            summary.Coefficients[j + 1].Estimate.Should().BeApproximately(without.Coefficients[j].Estimate, 1e-6);
        }
    }

    [Fact]
    public void Fit_OneClassOfSoftmaxAlone_IsNamed()
    {
        // class 2 where x0 is above 3; classes 0 and 1 overlap
        double[] x0 = [1, 2, 2.5, 0.5, 1.5, 2.2, 4, 5, 6], x1 = [0.3, -1, 0.8, 0.4, 1.2, 1, 0.5, -0.5, 0.1];
        int[] classes = [0, 1, 0, 1, 1, 0, 2, 2, 2];
        Matrix<double> X = Matrix<double>.Build.DenseOfColumnArrays(x0, x1), Y = Matrix<double>.Build.Dense(9, 3, (i, k) => classes[i] == k ? 1 : 0);
        var softmax = new LinearRegression { Loss = Losses.Softmax(3) };

        MultiTargetLinearModel model = softmax.Fit(X, Y);

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.Explain().Should().Contain("the samples are separated").And.Contain("for class 2").And.Contain("x0");
        (softmax with { Penalty = new RidgePenalty(1e-3) }).Fit(X, Y).Training.Converged.Should().BeTrue();
        MultiTargetLinearModel mixed = softmax.Fit(Curve, Matrix<double>.Build.Dense(40, 3, (i, k) => (i * i % 7 % 3) == k ? 1 : 0));
        mixed.Training.Converged.Should().BeTrue(mixed.Training.ToString());
    }

    [Fact]
    public void Fit_OneTargetOfSeveral_IsNamed()
    {
        Matrix<double> Y = Matrix<double>.Build.Dense(6, 2, (i, k) => k == 0 ? i + 1 : Counts[i]);

        MultiTargetLinearModel model = Poisson.Fit(Groups, Y);

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Training.ToString().Should().Contain("x1 → −∞ for target 1: every row with x1 > 0 has target 0").And.NotContain("target 0:");
    }

    [Fact]
    public void Fit_RowsOfWeightZero_DoNotCount()
    {
        Vector<double> counts = Vector<double>.Build.Dense([2, 4, 6, 9, 0, 3]);
        TrainingData data = TrainingData.From(Groups, counts);

        Poisson.Fit(Groups, counts).Training.Converged.Should().BeTrue();
        LinearModel model = Poisson.Fit(data.WithWeights([1, 2, 1, 1, 3, 0]));

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Summary().Coefficients[0].StandardError.Should().BeApproximately(Math.Sqrt((1 / 15.0) + (1 / 10.0)), 1e-8);
        Poisson.Fit(data.WithWeights([1, 2, 1, 1, 3, 1e-6])).Training.Converged.Should().BeTrue("a little weight is weight");
    }

    [Fact]
    public void Fit_Exposure_DoesNotMatterToSeparation()
    {
        Vector<double> exposure = Vector<double>.Build.Dense([1, 2, 1e6, 1, 1e-6, 4]);
        LinearModel model = Poisson.Fit(TrainingData.From(Groups, Counts).WithExposure(exposure));

        model.Training.Reason.Should().Be(StopReason.Separated);
        model.Intercept.Should().BeApproximately(Math.Log(6 / 3.0), 1e-8);
    }

    [Fact]
    public void Fit_WithoutAnIntercept_IsFoundToo()
    {
        Matrix<double> X = Matrix<double>.Build.DenseOfColumns([Vector<double>.Build.Dense(6, 1), Groups.Column(0), Groups.Column(1)]);
        LinearModel model = (Poisson with { FitIntercept = false }).Fit(X, Counts);

        model.Training.ToString().Should().Contain("x2 → −∞: every row with x2 > 0 has target 0");
        model.Summary().Coefficients[0].StandardError.Should().BeApproximately(1 / Math.Sqrt(6), 1e-8);
        (Poisson with { FitIntercept = false }).Fit(Groups, Vector<double>.Build.Dense(6)).Training.Reason
            .Should().Be(StopReason.Separated, "all counts are 0, and nothing holds the coefficients");
    }

    [Fact]
    public void Fit_PenaltyOrBoundsThatHold_IsNoSeparation()
    {
        foreach (IPenalty penalty in new IPenalty[] { new RidgePenalty(1e-6), new L1Penalty(0.01), new ElasticNetPenalty(0.01, 0.01) })
        {
            (Poisson with { Penalty = penalty }).Fit(Groups, Counts).Training.Converged.Should().BeTrue($"{penalty}");
            (Logistic with { Penalty = penalty }).Fit(Groups, Counts.Map(count => count > 3 ? 1.0 : 0)).Training.Converged.Should().BeTrue($"{penalty}");
        }

        (Poisson with { Bounds = new Box(-5, 5) }).Fit(Groups, Counts).Training.Converged.Should().BeTrue();
        (Poisson with { Bounds = new Box(-5, double.PositiveInfinity) }).Fit(Groups, Counts).Training.Converged.Should().BeTrue();
        (Poisson with { Bounds = new Box(double.NegativeInfinity, 5) }).Fit(Groups, Counts).Training.Reason
            .Should().Be(StopReason.Separated, "the lower side is open");
        (Poisson with { Penalty = new RidgePenalty(0) }).Fit(Groups, Counts).Training.Reason.Should().Be(StopReason.Separated, "a penalty of weight 0 is none");
    }

    [Fact]
    public void Fit_LimitThatTheCallerSet_StaysTheReason()
    {
        (Poisson with { Stopping = new StoppingCriteria { MaxIterations = 2 } }).Fit(Groups, Counts).Training.Reason.Should().Be(StopReason.IterationLimit);
        (Poisson with { Optimizer = new Adam { LearningRate = 0.1 } }).Fit(Groups, Counts).Training.Reason
            .Should().Be(StopReason.Separated, "the limit is none that was set");
    }

    [Fact]
    public void Fit_LossesOfPositiveTargets_HaveNoSeparation()
        => new LinearRegression { Loss = Losses.Gamma }.Fit(Groups, Counts.Map(count => count + 1e-9)).Training.Converged.Should().BeTrue();

    [Fact]
    public void Fit_SmallIntegerData_IsSeparatedWhereEnumerationSaysSo()
        => Gen.Select(Gen.Int[0, 3], Gen.Int[-2, 2].Array[16], Gen.Int[0, 9].Array[8]).Sample((kind, numbers, draws) =>
        {
            bool isCount = kind % 2 == 0;
            Matrix<double> X = Matrix<double>.Build.Dense(8, 2, (i, j) => numbers[(2 * i) + j]);
            Vector<double> y = Vector<double>.Build.Dense(8, i => isCount ? Math.Max(0, draws[i] - 5) : draws[i] > 4 ? 1 : 0);
            Matrix<double> design = X.InsertColumn(2, Vector<double>.Build.Dense(8, 1));
            if (design.Rank() < 3 || y.Sum() == 0)
            {
                return;
            }

            LinearModel model = (isCount ? Poisson : Logistic).Fit(X, y);

            model.Training.Reason.Should().Be(IsSeparated(design, y, isCount) ? StopReason.Separated : model.Training.Reason);
            (model.Training.Reason == StopReason.Separated).Should().Be(IsSeparated(design, y, isCount), $"{model.Training}\n{design}\n{y}");
        }, iter: 2000, seed: "0N0XIzNsQ0O2");

    public static TheoryData<string> Changes => [.. DataChanges.Keys];

    private static Dictionary<string, Func<Matrix<double>, Vector<double>, (Matrix<double> X, Vector<double> Y)>> DataChanges { get; } = new()
    {
        ["columns × 1e9"] = (X, y) => (X * 1e9, y),
        ["columns × 1e-9"] = (X, y) => (X * 1e-9, y),
        ["columns × 1e9 and 1e-9"] = (X, y) => (Matrix<double>.Build.Dense(X.RowCount, 2, (i, j) => X[i, j] * (j == 0 ? 1e9 : 1e-9)), y),
        ["columns × 2^60"] = (X, y) => (X * Math.Pow(2, 60), y),
        ["columns + 1000"] = (X, y) => (X + 1000, y),
        ["column x0 + x1"] = (X, y) => (Matrix<double>.Build.DenseOfColumns([X.Column(0), X.Column(0) + X.Column(1)]), y),
        ["rows permuted"] = (X, y) => (
            Matrix<double>.Build.Dense(X.RowCount, 2, (i, j) => X[X.RowCount - 1 - i, j]), Vector<double>.Build.Dense(y.Count, i => y[y.Count - 1 - i])),
        ["columns permuted"] = (X, y) => (Matrix<double>.Build.Dense(X.RowCount, 2, (i, j) => X[i, 1 - j]), y),
        ["rows repeated"] = (X, y) => (X.Stack(X), Vector<double>.Build.Dense(2 * y.Count, i => y[i % y.Count])),
    };

    /// <summary>Fits that are separated, in a part or completely, and such as are nearly so.</summary>
    private static (string Name, ILoss Loss, Matrix<double> X, Vector<double> Y, bool IsSeparated)[] Situations { get; } =
    [
        ("a group of counts of 0", Losses.Poisson, Groups, Counts, true),
        ("a group with a count of 1", Losses.Poisson, Groups, Vector<double>.Build.Dense([2, 4, 6, 9, 0, 1]), false),
        ("a group with a tiny amount", Losses.Tweedie(1.5), Groups, Vector<double>.Build.Dense([2, 4, 6, 9, 0, 1e-9]), false),
        ("a group of amounts of 0", Losses.Tweedie(1.5), Groups, Counts, true),
        ("a group of one label", Losses.Logistic, Groups, Vector<double>.Build.Dense([0, 1, 1, 0, 1, 1]), true),
        ("groups of both labels", Losses.Logistic, Groups, Vector<double>.Build.Dense([0, 1, 1, 0, 1, 0]), false),
        ("classes apart", Losses.Logistic, Curve, Labels(-1), true),
        ("classes apart but for a row", Losses.Logistic, Curve, Labels(20), false),
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Fit_SameDataInAnotherForm_IsSeparatedOrNotAlike(string change)
    {
        foreach ((string name, ILoss loss, Matrix<double> X, Vector<double> y, bool isSeparated) in Situations)
        {
            (Matrix<double> changed, Vector<double> targets) = DataChanges[change](X, y);
            var regression = new LinearRegression { Loss = loss };
            OptimizationResult training = regression.Fit(changed, targets).Training;
            (training.Reason == StopReason.Separated).Should().Be(isSeparated, $"{name}: {training}");
            (training.Converged || isSeparated).Should().BeTrue($"{name}: {training}");

            TrainingData data = TrainingData.From(changed, targets).WithWeights(Vector<double>.Build.Dense(targets.Count, i => 1 + (i % 3)));
            OptimizationResult weighted = regression.Fit(data).Training;
            (weighted.Reason == StopReason.Separated).Should().Be(isSeparated, $"{name}, weighted: {weighted}");
        }
    }

    [Fact]
    public void Fit_Streamed_IsThatInMemory()
    {
        foreach ((string name, ILoss loss, Matrix<double> X, Vector<double> y, _) in Situations)
        {
            var records = Enumerable.Range(0, y.Count).Select(i => (A: X[i, 0], B: X[i, 1], Y: y[i])).ToArray();
            RecordTable<(double A, double B, double Y)> table = TrainingData.Of(records).Target(r => r.Y, "y").Feature(r => r.A, "a").Feature(r => r.B, "b");
            var regression = new LinearRegression { Loss = loss };

            LinearModel inMemory = regression.Fit(table.Build()), streamed = regression.Fit(table.Source, table.Schema);

            streamed.Training.Reason.Should().Be(inMemory.Training.Reason, name);
            streamed.Training.Explain().Split(';')[0].Should().Be(inMemory.Training.Explain().Split(';')[0]);
            streamed.Training.Explain().Should().NotContain("x0", "the columns have names");
        }
    }

    [Fact]
    public void Fit_ExtremeButDetermined_IsNotSeparated()
    {
        // counts from 1 to e³⁰ along the way, and labels that a slope of 30 tells but for a few rows
        Vector<double> x = Vector<double>.Build.Dense(31, i => i / 30.0);
        LinearModel steep = Poisson.Fit(x, x.Map(value => Math.Round(Math.Exp(30 * value))));
        steep.Training.Converged.Should().BeTrue(steep.Training.ToString());
        steep.Coefficients[0].Should().BeApproximately(30, 1e-3);
        steep.Summary().Coefficients.Should().OnlyContain(row => double.IsFinite(row.StandardError));

        Vector<double> wide = Vector<double>.Build.Dense(2000, i => (i - 1000) / 100.0), labels = wide.Map(value => value > 0 ? 1.0 : 0);
        labels[1002] = 0;
        labels[996] = 1;
        LinearModel nearly = Logistic.Fit(wide, labels);
        nearly.Training.Converged.Should().BeTrue(nearly.Training.ToString());
        nearly.Summary().Coefficients.Should().OnlyContain(row => double.IsFinite(row.StandardError));

        // one event in 100 000 rows of a group
        Vector<double> group = Vector<double>.Build.Dense(200_000, i => i % 2),
            events = Vector<double>.Build.Dense(200_000, i => i == 77_777 ? 1 : i % 4 == 0 ? 1 : 0);
        LinearModel rare = Logistic.Fit(group, events);
        rare.Training.Converged.Should().BeTrue(rare.Training.ToString());
        rare.Coefficients[0].Should().BeApproximately(Math.Log(1 / 99_999.0), 1e-6, "the odds of the other group are 1");
        Poisson.Fit(TrainingData.From(group, events).WithExposure(Vector<double>.Build.Dense(200_000, 1e-9))).Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void Fit_EveryLabelTheSame_NamesTheIntercept()
    {
        LinearModel model = Logistic.Fit(Groups, Vector<double>.Build.Dense(6, 1));

        model.Training.Explain().Should().Contain("intercept → +∞: every row has target 1");
    }

    private static Matrix<double> Curve => Matrix<double>.Build.Dense(40, 2, (i, j) => Math.Sin((i * (j + 1.7)) + j));

    /// <summary>Labels by the first column of the curve, one row of them turned.</summary>
    private static Vector<double> Labels(int turned) => Vector<double>.Build.Dense(40, i => (Math.Sin(i * 1.7) > 0.1) != (i == turned) ? 1 : 0);

    /// <summary>Whether one of the rays in which two planes meet separates: in whole numbers, for designs of three columns and rank 3.</summary>
    private static bool IsSeparated(Matrix<double> design, Vector<double> y, bool isCount)
    {
        int[][] rows = [.. design.EnumerateRows().Select(row => row.Select(value => (int)value).ToArray())];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                int[] a = rows[i], b = rows[k];
                int[] ray = [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];
                if (ray.Any(value => value != 0) && (Keeps(1, ray) || Keeps(-1, ray)))
                {
                    return true;
                }
            }
        }

        return false;

        bool Keeps(int sign, int[] ray) => Enumerable.Range(0, rows.Length).All(i =>
        {
            int along = sign * ((rows[i][0] * ray[0]) + (rows[i][1] * ray[1]) + (rows[i][2] * ray[2]));
            return isCount ? (y[i] > 0 ? along == 0 : along <= 0) : y[i] > 0 ? along >= 0 : along <= 0;
        });
    }

    /// <summary>A loss as somebody else would write it: counts of variance μ + αμ².</summary>
    private sealed record NegativeBinomial(double Alpha) : ILoss
    {
        public LossReduction Reduction => LossReduction.Mean;

        public Link Link => Link.Log;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
        {
            double sum = 0;
            for (int i = 0; i < predictions.Length; i++)
            {
                double z = predictions[i], mean = Math.Exp(z), y = targets[i];
                sum += ((y + (1 / Alpha)) * Math.Log(1 + (Alpha * mean))) - (y * z);
                derivatives[i] = (mean - y) / (1 + (Alpha * mean));
            }

            return sum;
        }
    }
}
