namespace Optimizers.Regression.Tests;

/// <summary>The same data in another form give the same model: for every loss, every penalty and every way to solve that takes both.</summary>
public sealed class SameDataContractTests
{
    private const int Rows = 24;

    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(Rows, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.3 * j));

    /// <summary>Each loss with the targets that it takes; a loss that is not here fails <see cref="EveryLossAndPenalty_IsHere"/>.</summary>
    private static readonly (ILoss Loss, Func<int, double> Target)[] Losses =
    [
        .. new[]
        {
            Optimizers.Losses.MeanSquaredError,
            Optimizers.Losses.HalfSumOfSquaredErrors,
            Optimizers.Losses.RootMeanSquaredError,
            Optimizers.Losses.L2Norm,
        }.Select(loss => (loss, (Func<int, double>)Number)),
        (Optimizers.Losses.MeanAbsoluteError, Number), (Optimizers.Losses.Quantile(0.3), Number), (Optimizers.Losses.EpsilonInsensitive(0.2), Number),
        (Optimizers.Losses.Huber(0.7), Number), (Optimizers.Losses.SmoothL1(0.7), Number), (Optimizers.Losses.LogCosh, Number),
        (Optimizers.Losses.Logistic, i => Number(i) > 1 ? 1 : 0), (Optimizers.Losses.Poisson, i => i * 7 % 5),
        (Optimizers.Losses.Tweedie(1.5), i => i * 7 % 5 * 0.5),
        (Optimizers.Losses.Gamma, i => 0.5 + (i * 7 % 5)), (new PoissonLoss { Reduction = LossReduction.Sum }, i => i * 7 % 5),
        (Optimizers.Losses.Softmax(3), i => i * i % 7 % 3),
    ];

    private static readonly IPenalty?[] Penalties =
        [null, new RidgePenalty(0.05), new L1Penalty(0.02), new ElasticNetPenalty(0.02, 0.05), new GroupLassoPenalty(0.02, 2, 1)];

    /// <summary>What is named beside the default: a method for smooth objectives, and one for penalties with a kink.</summary>
    private static readonly IOptimizer?[] Solvers = [null, new Lbfgs(), new AcceleratedProximalGradient()];

    /// <summary>Losses whose minimum passes through samples: whether their residuals, which are 0 but for rounding, lie within the kernel's width changes with
    /// the order of the rows.</summary>
    private static readonly Type[] StandardErrorsThatHangOnRounding = [typeof(AbsoluteLoss), typeof(QuantileLoss), typeof(EpsilonInsensitiveLoss)];

    public static TheoryData<string> Fits => [.. Cases.Keys];

    private static Dictionary<string, (LinearRegression Regression, Func<int, double> Target)> Cases { get; } = (
        from one in Losses
        from penalty in Penalties
        from optimizer in Solvers
        where optimizer is null || (one.Loss is not ISmoothableLoss && (optimizer is Lbfgs ? penalty is null or ISmoothPenalty : penalty is not null))
        select (new LinearRegression { Loss = one.Loss, Penalty = penalty, Optimizer = optimizer }, one.Target))
        .ToDictionary(one => $"{one.Item1.Loss} | {one.Item1.Penalty?.ToString() ?? "no penalty"} | {one.Item1.Optimizer?.GetType().Name ?? "default"}");

    [Fact]
    public void EveryLossAndPenalty_IsHere()
    {
        Type[] all = typeof(ILoss).Assembly.GetExportedTypes();
        all.Where(type => type.IsAssignableTo(typeof(ILoss)) && !type.IsAbstract).Except(Losses.Select(one => one.Loss.GetType()))
            .Should().BeEquivalentTo(new[] { typeof(SmoothedLoss) }.Where(type => type.IsPublic), "a new loss needs its line");
        all.Where(type => type.IsAssignableTo(typeof(IPenalty)) && !type.IsAbstract && !type.IsAssignableTo(typeof(ConvexSet)))
            .Should().BeEquivalentTo(Penalties.OfType<IPenalty>().Select(penalty => penalty.GetType()));
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_RowsPermuted_IsTheSame(string name)
    {
        int[] order = [.. Enumerable.Range(0, Rows).Select(i => i * 7 % Rows)];
        Same(
            name,
            fit => fit.Of(Pick(X, order), [.. order.Select(fit.Target)]),
            statistics: !StandardErrorsThatHangOnRounding.Contains(Of(name).Regression.Loss.GetType()));
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_WeightsThatAreRepeats_AreRepeatedRows(string name)
    {
        int[] repeats = [.. Enumerable.Range(0, Rows).Select(i => i % 3)],
            rows = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, repeats[i] + 1))];
        Fit fit = Of(name);
        Outcome repeated = fit.Of(Pick(X, rows), [.. rows.Select(fit.Target)]);
        Compare(fit.Of(X, Targets(fit), [.. repeats.Select(count => count + 1.0)]), repeated, name, statistics: false);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ColumnsPermuted_IsTheSamePermuted(string name)
    {
        Fit fit = Of(name);
        // 1, 0, 2: the groups stay groups
        Outcome permuted = fit.Of(Matrix<double>.Build.Dense(Rows, 3, (i, j) => X[i, j < 2 ? 1 - j : 2]), Targets(fit));
        for (int first = 0; first < permuted.Parameters.Length; first += 4)
        {
            (permuted.Parameters[first], permuted.Parameters[first + 1]) = (permuted.Parameters[first + 1], permuted.Parameters[first]);
        }

        Compare(permuted, fit.Of(X, Targets(fit)), name, statistics: false);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ColumnInTwoHalvesWithARidge_IsTheColumnWithHalfOfIt(string name)
    {
        Fit fit = Of(name);
        if (fit.Regression.Penalty is not RidgePenalty ridge)
        {
            return;
        }

        // λ(u² + u²) = (λ/2)(2u)²: of features that are not standardized, the column taken by √2 bears the same penalty
        var raw = fit with { Regression = fit.Regression with { Standardize = false } };
        Matrix<double> halves = X.InsertColumn(3, X.Column(2)), stretched = X.Clone();
        stretched.SetColumn(2, X.Column(2) * Math.Sqrt(2));
        Outcome two = raw.Of(halves, Targets(fit)), one = raw.Of(stretched, Targets(fit));
        double[] together =
            [.. Enumerable.Range(0, two.Parameters.Length).Where(at => at % 5 != 3).Select(at => two.Parameters[at] * (at % 5 == 2 ? Math.Sqrt(2) : 1))];
        Compare(two with { Parameters = together }, one, name, statistics: false);
        two.Parameters[2].Should().BeApproximately(two.Parameters[3], 1e-7 * Math.Max(1, Math.Abs(two.Parameters[3])));
        ridge.Weight.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TableRecordsAndStream_AreTheMatrix(string name)
    {
        Fit fit = Of(name);
        double[] y = Targets(fit);
        bool isClass = fit.Regression.Loss.Outputs > 1;
        RecordTable<int> records = TrainingData.Of(Enumerable.Range(0, Rows)).Feature(i => X[i, 0], "a").Feature(i => X[i, 1], "b").Feature(i => X[i, 2], "c");
        records = isClass ? records.Target(i => $"{y[i]}", "y") : records.Target(i => y[i], "y");

        OptimizationResult table = isClass ? fit.Regression.FitTargets(records.Build()).Training : fit.Regression.Fit(records.Build()).Training;
        OptimizationResult stream =
            isClass ? fit.Regression.FitTargets(records.Source, records.Schema).Training : fit.Regression.Fit(records.Source, records.Schema).Training;

        Outcome matrix = fit.Of(X, y);
        table.Point.Should().Equal(matrix.Parameters, "a table in memory is a matrix");
        Compare(new Outcome(stream.Point, stream.Value, []), matrix, name, statistics: false);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TargetsShifted_ShiftTheInterceptAlone(string name)
    {
        Fit fit = Of(name);
        if (fit.Regression.Loss.Link != Link.Identity)
        {
            return;
        }

        Outcome shifted = fit.Of(X, [.. Targets(fit).Select(y => y + 1000)]);
        shifted.Parameters[^1] -= 1000;
        Compare(shifted, fit.Of(X, Targets(fit)), name, statistics: false);
    }

    private static double Number(int i) => 1 + (0.8 * X[i, 0]) - (0.5 * X[i, 1]) + (0.7 * Math.Sin(11 * i)) + (0.3 * Math.Cos(17 * i));

    private static double[] Targets(Fit fit) => [.. Enumerable.Range(0, Rows).Select(fit.Target)];

    private static Matrix<double> Pick(Matrix<double> matrix, int[] rows) => Matrix<double>.Build.DenseOfRows(rows.Select(row => matrix.Row(row)));

    private static Fit Of(string name) => new(Cases[name].Regression, Cases[name].Target);

    private static void Same(string name, Func<Fit, Outcome> other, bool statistics)
        => Compare(other(Of(name)), Of(name).Of(X, Targets(Of(name))), name, statistics);

    private static void Compare(Outcome actual, Outcome expected, string name, bool statistics)
    {
        double size = Math.Max(1e-3, expected.Parameters.Max(Math.Abs));
        actual.Parameters.Zip(expected.Parameters).Should().OnlyContain(
            pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * size,
            $"{name}: {string.Join(", ", actual.Parameters)} for {string.Join(", ", expected.Parameters)}");
        actual.Value.Should().BeApproximately(expected.Value, 1e-8 * Math.Max(1e-3, Math.Abs(expected.Value)), name);
        if (statistics)
        {
            actual.Statistics.Zip(expected.Statistics)
                .Should().NotContain(pair => !pair.First.Equals(pair.Second) && !(Math.Abs(pair.First - pair.Second) <= 1e-5 * Math.Abs(pair.Second)), name);
        }
    }

    /// <summary>Parameters, loss, and where there is one target standard errors, log-likelihood and criteria.</summary>
    private sealed record Outcome(double[] Parameters, double Value, double[] Statistics);

    private sealed record Fit(LinearRegression Regression, Func<int, double> Target)
    {
        public Outcome Of(Matrix<double> features, double[] targets, double[]? weights = null)
        {
            if (Regression.Loss.Outputs is > 1 and var k)
            {
                TrainingData data = TrainingData.From(features, Matrix<double>.Build.Dense(targets.Length, k, (i, c) => targets[i] == c ? 1 : 0));
                OptimizationResult classes = Regression.FitTargets(weights is null ? data : data.WithWeights(weights)).Training;
                return new Outcome([.. classes.Point], classes.Value, []);
            }

            TrainingData one = TrainingData.From(features, Vector<double>.Build.Dense([.. targets]));
            LinearModel model = Regression.Fit(weights is null ? one : one.WithWeights(weights));
            RegressionSummary summary = model.Summary();
            return new Outcome([.. model.Parameters], model.Training.Value, [
                .. summary.Coefficients.Select(row => row.StandardError), summary.LogLikelihood, summary.Aic, summary.Bic]);
        }
    }
}
