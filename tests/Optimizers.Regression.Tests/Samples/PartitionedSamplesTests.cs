namespace Optimizers.Regression.Tests;

public sealed class PartitionedSamplesTests
{
    private const int Rows = 700;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(Rows, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j) + j);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(Rows, i => (2 * X[i, 0]) - X[i, 1] + Math.Cos(i * i) + 5);
    private static readonly Vector<double> Counts = Y.Map(value => Math.Round(Math.Abs(value)));
    private static readonly Vector<double> Labels = Y.Map(value => value > 4 ? 1.0 : 0);

    public static TheoryData<string, LinearRegression> Regressions => new()
    {
        { "least squares", new LinearRegression() },
        { "without intercept", new LinearRegression { FitIntercept = false } },
        { "ridge", new LinearRegression { Penalty = new RidgePenalty(0.1) } },
        { "lasso", new LinearRegression { Penalty = new L1Penalty(0.1) } },
        { "bounds", new LinearRegression { Bounds = new Box(-0.5, 0.5) } },
        { "logistic", new LinearRegression { Loss = Losses.Logistic } },
        { "Poisson", new LinearRegression { Loss = Losses.Poisson } },
        { "penalized Poisson", new LinearRegression { Loss = Losses.Poisson, Penalty = new L1Penalty(0.05) } },
        { "Huber", new LinearRegression { Loss = Losses.Huber(1) } },
        { "median", new LinearRegression { Loss = Losses.MeanAbsoluteError } },
        { "Lbfgs", new LinearRegression { Loss = Losses.LogCosh, Optimizer = new Lbfgs() } },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Fit_OfParts_IsThatOfTheWhole(string name, LinearRegression regression)
    {
        TrainingData data = Data(regression);
        double tolerance = name == "median" ? 1e-4 : 1e-7;
        LinearModel whole = regression.Fit(data), parts = regression.Fit(new PartitionedSamples(Parts(data, 250, 100)));

        GoldenFile.Deviation([.. parts.Parameters], [.. whole.Parameters], tolerance, tolerance).Should().BeLessThanOrEqualTo(1, name);
        parts.Training.Converged.Should().BeTrue($"{name}: {parts.Training}");
        regression.Fit(new PartitionedSamples(Parts(data, 250, 100))).Parameters.Should().Equal(parts.Parameters, "the cut is the same");
        if (regression.Loss is SquaredLoss or ILikelihood)
        {
            GoldenFile.Deviation(Numbers(parts.Summary()), Numbers(whole.Summary()), 1e-6, 1e-9).Should().BeLessThanOrEqualTo(1, name);
        }

        // some are not defined for every kind of fit
        static double[] Numbers(RegressionSummary summary)
        {
            IEnumerable<double> rows = summary.Coefficients.SelectMany(row => new[] { row.Estimate, row.StandardError });
            return [.. rows.Append(summary.LogLikelihood).Append(summary.RSquared).Append(summary.PseudoRSquared).Where(number => !double.IsNaN(number))];
        }
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public async Task Fit_OfPartsThatFinishInReverse_HasTheSameBits(string name, LinearRegression regression)
    {
        ISamples[] parts = Parts(Data(regression), 250, 100);
        ISamples[] late = [.. parts.Select((part, i) => new Elsewhere(part, token => Task.Delay(parts.Length - i, token)))];

        LinearModel inOrder = regression.Fit(new PartitionedSamples(parts)), reversed = await regression.FitAsync(new PartitionedSamples(late));

        reversed.Parameters.Should().Equal(inOrder.Parameters, name);
        reversed.Training.Value.Should().Be(inOrder.Training.Value);
    }

    [Fact]
    public void FitTargets_OfParts_IsThatOfTheWhole()
    {
        TrainingData data = TrainingData.From(X, Matrix<double>.Build.DenseOfColumnVectors(1 - Labels, Labels));
        TrainingData two = TrainingData.From(X, Matrix<double>.Build.DenseOfColumnVectors(Y, -Counts));
        var softmax = new LinearRegression { Loss = Losses.Softmax(2), Penalty = new RidgePenalty(0.01) };

        Near(softmax.FitTargets(new PartitionedSamples(Parts(data, 300))), softmax.FitTargets(data));
        Near(new LinearRegression().FitTargets(new PartitionedSamples(Parts(two, 300))), new LinearRegression().FitTargets(two));

        static void Near(MultiTargetLinearModel parts, MultiTargetLinearModel whole)
            => GoldenFile.Deviation([.. parts.Parameters], [.. whole.Parameters], 1e-8, 1e-8).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_OfParts_HasNames()
    {
        var samples = new PartitionedSamples(Parts(TrainingData.From(X, Y), 300));

        LinearModel model = new LinearRegression().Fit(samples, ["a", "b", "c"]);

        model.FeatureNames.Should().Equal("a", "b", "c");
        Refused(() => new LinearRegression().Fit(samples, ["a"]), "There are 1 names for 3 features.*", "featureNames");
    }

    [Fact]
    public void Fit_OfSeparatedClasses_SaysSo()
    {
        TrainingData data = TrainingData.From(X, X.Column(0).Map(value => value > 0 ? 1.0 : 0));

        LinearModel model = new LinearRegression { Loss = Losses.Logistic }.Fit(new PartitionedSamples(Parts(data, 300)));

        model.Training.Reason.Should().Be(StopReason.Separated);
    }

    [Fact]
    public void Fit_WhatTakesRows_IsRefused()
    {
        var samples = new PartitionedSamples(Parts(TrainingData.From(X, Y), 300));
        Matrix<double> dependent = Matrix<double>.Build.DenseOfColumnVectors(X.Column(0), X.Column(0) * 2);
        var batches = new LinearRegression { Optimizer = new Adam(), Batches = new MiniBatches(10) { Epochs = 1, Order = SampleOrder.AsGiven } };

        Refused(
            () => new LinearRegression { Loss = Losses.Huber() }.Fit(samples),
            "This fit goes through samples row by row, and PartitionedSamples runs passes alone*",
            "samples");
        Refused(() => batches.Fit(samples), "This fit goes through samples row by row*", "samples");
        Refused(() => (batches with { EarlyStopping = new() }).Fit(samples), "EarlyStopping holds out samples in memory*", "EarlyStopping");
        Refused(() => Fit(TrainingData.From(dependent, Y)), "Columns of X are linearly dependent, or so nearly*", "samples");
        Refused(() => new LinearRegression { Loss = Losses.Logistic }.Fit(samples), "Row 0 of y is *; the targets of Logistic* are *", "y");
        Refused(() => Fit(TrainingData.From(X, Y).WithExposure(Counts + 1)), "Exposure multiplies the mean*", "loss");

        static void Fit(TrainingData data) => new LinearRegression().Fit(new PartitionedSamples(Parts(data, 300)));
    }

    [Fact]
    public void Constructor_PartsThatDoNotFit_AreRefused()
    {
        ISamples three = TrainingData.From(X, Y).Samples, one = TrainingData.From(X.Column(0), Y).Samples;

        Refused(() => _ = new PartitionedSamples([]), "There is no part; give at least one.*", "parts");
        Refused(() => _ = new PartitionedSamples([three, null!]), "Part 1 is null (counted from 0).*", "parts");
        Refused(() => _ = new PartitionedSamples([three, one]), "Part 1 has 1 features and 1 targets, part 0 has 3 and 1 (counted from 0).*", "parts");
        Refused(() => new LinearRegression().Fit((ISamples)null!), "Value cannot be null.*", "samples");
    }

    [Fact]
    public async Task RunAsync_APartThatFails_IsNamed()
    {
        ISamples part = TrainingData.From(X, Y).Samples;
        var failure = new IOException("the machine is gone");
        bool wasTold = false;
        ISamples waits = new Elsewhere(part, async token =>
        {
            using CancellationTokenRegistration told = token.Register(() => wasTold = true);
            await Task.Delay(TimeSpan.FromMinutes(1), token);
        });
        var samples = new PartitionedSamples([waits, part, new Elsewhere(part, _ => throw failure)]);

        Func<Task> run = () => samples.RunAsync(new MomentsPass(3, 1));

        var thrown = await run.Should().ThrowAsync<InvalidOperationException>().WithMessage("Part 2 of 3 failed (counted from 0): the machine is gone");
        thrown.Which.InnerException.Should().BeSameAs(failure);
        wasTold.Should().BeTrue("the others need not go on");
        FluentActions.Invoking(() => new LinearRegression().Fit(samples)).Should().Throw<InvalidOperationException>().WithMessage("Part 2 of 3 failed*");
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsBrokenOff()
    {
        using var cancel = new CancellationTokenSource();
        var samples = new PartitionedSamples([new Elsewhere(TrainingData.From(X, Y).Samples, token => Task.Delay(TimeSpan.FromMinutes(1), token))]);

        Task run = samples.RunAsync(new MomentsPass(3, 1), cancel.Token);
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => run).Should().ThrowAsync<OperationCanceledException>();
    }

    private static TrainingData Data(LinearRegression regression)
    {
        Vector<double> y = regression.Loss switch { LogisticLoss => Labels, PoissonLoss => Counts, _ => Y };
        return TrainingData.From(X, y).WithWeights(Vector<double>.Build.Dense(Rows, i => 1 + (i % 3)));
    }

    /// <summary>Parts of so many rows each, and one of the others.</summary>
    private static ISamples[] Parts(TrainingData data, params int[] rows)
    {
        int[] ends = [.. rows.Select((_, i) => rows.Take(i + 1).Sum()), data.SampleCount];
        return [.. ends.Select((end, i) => data.Rows.Subset([.. Enumerable.Range(i == 0 ? 0 : ends[i - 1], end - (i == 0 ? 0 : ends[i - 1]))]))];
    }

    /// <summary>Samples that take a while.</summary>
    private sealed class Elsewhere(ISamples samples, Func<CancellationToken, Task> wait) : ISamples
    {
        public int FeatureCount => samples.FeatureCount;

        public int TargetCount => samples.TargetCount;

        public TSum Run<TSum>(IPass<TSum> pass) => samples.Run(pass);

        public async Task<TSum> RunAsync<TSum>(IPass<TSum> pass, CancellationToken cancellationToken = default)
        {
            await wait(cancellationToken);
            return samples.Run(pass);
        }
    }
}
