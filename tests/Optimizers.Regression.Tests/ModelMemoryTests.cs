namespace Optimizers.Regression.Tests;

/// <summary>A model owns its coefficients and no data, whatever the fit; its summary is there nevertheless.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class ModelMemoryTests
{
    private const int Rows = 20_000;
    private const int Features = 20;
    private const int BytesOfIteration = 48;
    private const long Allowed = 100_000;

    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfRowMajor(
        Rows, Features, Enumerable.Range(0, Rows * Features).Select(at => Wave(at / Features, at % Features)));
    private static readonly Vector<double> Y = Vector<double>.Build.DenseOfEnumerable(
        Enumerable.Range(0, Rows).Select(i => 3 + Wave(i, 0) - (2 * Wave(i, 1)) + Math.Pow(Math.Sin(i * i), 3)));
    private static readonly Vector<double> Labels = Vector<double>.Build.DenseOfEnumerable(Y.Select(y => y > 3 ? 1.0 : 0.0));

    private static readonly LinearRegression BySteps = new()
    {
        Optimizer = new StochasticGradientDescent { LearningRate = 0.01 },
        Batches = new MiniBatches(500) { Epochs = 2 },
        Standardize = true,
    };

    private static readonly StoppingCriteria Few = new() { MaxIterations = 30 };

    public static TheoryData<string, LinearRegression> Regressions => new()
    {
        { "least squares", new LinearRegression() },
        { "weighted", new LinearRegression() },
        { "ridge", new LinearRegression { Penalty = new RidgePenalty(0.1) } },
        { "lasso", new LinearRegression { Penalty = new L1Penalty(0.1) } },
        { "bounded", new LinearRegression { Bounds = new Box(0, 1) } },
        { "Huber", new LinearRegression { Loss = Losses.Huber(1) } },
        { "median", new LinearRegression { Loss = Losses.MeanAbsoluteError, Stopping = Few } },
        { "Gamma", new LinearRegression { Loss = Losses.Gamma } },
        { "logistic", new LinearRegression { Loss = Losses.Logistic } },
        { "Lbfgs", new LinearRegression { Optimizer = new Lbfgs() } },
        { "Levenberg", new LinearRegression { Optimizer = new LevenbergMarquardt() } },
        { "mini-batches", BySteps },
        { "early stopping", BySteps with { EarlyStopping = new() } },
        { "stopped", new LinearRegression { Loss = Losses.Huber(1), Stopping = new() { MaxIterations = 1 } } },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Fit_OfManySamples_LeavesAModelWithoutThem(string name, LinearRegression regression)
    {
        Vector<double> y = regression.Loss is LogisticLoss ? Labels : regression.Loss is GammaLoss ? Y.PointwiseAbs() + 0.1 : Y;

        LinearModel model = Measured(() => regression.Fit(Samples()), one => one.Training.History.Count, out long bytes);

        bytes.Should().BeLessThan(Allowed, name);
        RegressionSummary summary = model.Summary();
        summary.SampleCount.Should().BePositive(name);
        summary.ResidualSumOfSquares.Should().BePositive(name);
        summary.Coefficients.Select(row => double.IsNaN(row.StandardError))
            .Should().AllBeEquivalentTo(regression is { Penalty: not null } or { Bounds: not null }, name);
        model.Training.Explain()
            .Should().StartWith(model.Training.Converged ? "Converged" : model.Training.Reason == StopReason.EpochsDone ? "Done" : "Not converged");

        TrainingData Samples()
        {
            TrainingData plain = TrainingData.From(X, y);
            return name == "weighted" ? plain.WithWeights(Vector<double>.Build.Dense(Rows, i => 1 + (i % 3))) : plain;
        }
    }

    [Fact]
    public void Fit_OfATable_LeavesAModelWithoutIt()
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, Rows)).Target(i => Y[i], "y").Feature(i => X[i, 0], "a").Feature(i => X[i, 1], "b");

        LinearModel inMemory = Measured(() => new LinearRegression().Fit(table.Build()), one => one.Training.History.Count, out long bytes);
        LinearModel streamed = Measured(
            () => new LinearRegression { Loss = Losses.Huber(1) }.Fit(table.Source, table.Schema), one => one.Training.History.Count, out long bytesStreamed);

        bytes.Should().BeLessThan(Allowed);
        bytesStreamed.Should().BeLessThan(Allowed);
        inMemory.Summary().SampleCount.Should().Be(Rows);
        streamed.Summary().SampleCount.Should().Be(Rows);
    }

    [Fact]
    public void Fit_OfSeveralTargets_LeavesAModelWithoutSamples()
    {
        Matrix<double> targets = Matrix<double>.Build.DenseOfColumnVectors(Y, -Y);

        MultiTargetLinearModel model = Measured(() => new LinearRegression().Fit(X, targets), one => one.Training.History.Count, out long bytes);

        bytes.Should().BeLessThan(Allowed);
        model.Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void PartialFit_LeavesAModelWithoutSamples()
    {
        LinearRegression regression = BySteps with { Batches = null };

        LinearModel model = Measured(() => regression.PartialFit(X, Y, regression.PartialFit(X, Y)), one => one.Training.History.Count, out long bytes);

        bytes.Should().BeLessThan(Allowed);
        regression.PartialFit(X, Y, model).Training.Iterations.Should().Be(1, "the next piece goes on without those before");
    }

    [Fact]
    public void Fit_OfAPath_LeavesModelsWithoutSamples()
    {
        RegularizationPath path =
            new() { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ), Count = 10 };

        PathResult models = Measured(() => path.Fit(X, Y), all => all.Models.Sum(model => model.Training.History.Count), out long bytes);
        PenaltySelection chosen = Measured(
            () => new CrossValidation { Folds = 3 }.Select(path, X, Y), one => one.Model.Training.History.Count, out long bytesChosen);

        bytes.Should().BeLessThan(Allowed);
        bytesChosen.Should().BeLessThan(Allowed);
        models.Models.Should().AllSatisfy(model => model.Summary().ResidualDegreesOfFreedom.Should().Be(Rows - Features - 1));
        models.Models[^1].Summary().RSquared.Should().BeApproximately(models.Models[^1].Score(X, Y), 1e-12);
        chosen.Model.Summary().SampleCount.Should().Be(Rows);
    }

    [Fact]
    public void Fit_OfACurve_LeavesItWithoutSamples()
    {
        Vector<double> x = X.Column(0), start = Vector<double>.Build.Dense([1, 0.5]);

        FittedCurve byValue = Measured(
            () => Weighted().Fit((t, b) => b[0] * Math.Exp(b[1] * t), x, Y, start), one => one.Training.History.Count, out long bytes);
        FittedCurve exact = Measured(
            () => (Weighted() with { Loss = RobustLoss.Huber(1) }).Fit(new Growth(), x, Y, start), one => one.Training.History.Count, out long bytesExact);

        bytes.Should().BeLessThan(Allowed);
        bytesExact.Should().BeLessThan(Allowed);
        byValue.Training.Explain().Should().StartWith("Converged");
        exact.ConfidenceBand(0.5).High.Should().BeGreaterThan(exact.Predict(0.5));

        // weights that nothing else holds
        static CurveFit Weighted() => new() { Weights = Vector<double>.Build.Dense(Rows, i => 1 + (i % 3)) };
    }

    [Fact]
    public void Explain_OfAFitUnderWay_LooksAtTheSamples()
    {
        FitRun<LinearModel> fit =
            new LinearRegression { Optimizer = new GradientDescent { LearningRate = 1e-9 }, Standardize = false, Stopping = new() { MaxIterations = 3 } }
            .Iterate(X.SubMatrix(0, 100, 0, 2) * Matrix<double>.Build.DenseOfDiagonalArray([1, 1000.0]), Y.SubVector(0, 100));
        LinearModel model = fit.Complete();

        fit.Explain().Should().Contain("the variables are scaled very differently");
        model.Training.Explain().Should().StartWith("Not converged: iteration limit.").And.NotContain("scaled very differently");
    }

    private static double Wave(int i, int j) => Math.Sin((i * (j + 1.3)) + j);

    /// <summary>Makes something, and measures the bytes that are not free again then, without those of its histories.</summary>
    private static T Measured<T>(Func<T> make, Func<T, int> iterations, out long bytes)
    {
        // once before, for what is made but once; and the least of some, for a pool of scratch memory keeps what another thread gave back
        T made = make();
        bytes = long.MaxValue;
        for (int time = 0; time < 3; time++)
        {
            made = default!;
            long before = GC.GetTotalMemory(forceFullCollection: true);
            made = make();
            bytes = Math.Min(bytes, GC.GetTotalMemory(forceFullCollection: true) - before - (iterations(made) * BytesOfIteration));
        }

        return made;
    }

    private sealed class Growth : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => b[0] * T.Exp(b[1] * x);
    }
}
