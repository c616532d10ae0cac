namespace Optimizers.Regression.Tests;

/// <summary>Several targets of terms of one are as many fits, whatever their units and their order.</summary>
public sealed class SeparateTargetsTests
{
    private const int N = 40;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(N, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j) + (0.2 * j));

    public static TheoryData<string, ILoss, IPenalty?> Errors => new()
    {
        { "absolute", Losses.MeanAbsoluteError, null },
        { "quantile", Losses.Quantile(0.3), null },
        { "log cosh", Losses.LogCosh, null },
        { "Huber", Losses.Huber(0.5), null },
        { "sum of Huber", new HuberLoss(0.5) { Reduction = LossReduction.Sum }, null },
        { "lasso", Losses.HalfMeanSquaredError, new L1Penalty(0.01) },
        { "elastic net of a sum", Losses.HalfSumOfSquaredErrors, new ElasticNetPenalty(0.3, 0.1) },
        { "quantile with a lasso", Losses.Quantile(0.3), new L1Penalty(0.01) },
        { "groups", Losses.HalfMeanSquaredError, new GroupLassoPenalty(0.01, 2, 1) },
        { "a stranger's penalty", Losses.HalfMeanSquaredError, new Strange() },
        { "log cosh with a ridge", Losses.LogCosh, new RidgePenalty(0.1) },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Fit_TargetsInManyUnits_EqualsTheFitOfEach(string what, ILoss loss, IPenalty? penalty)
    {
        Matrix<double> Y = InUnits(1, 1e-10, 1e14, 1e-14);
        LinearRegression regression = new() { Loss = loss, Penalty = penalty };

        MultiTargetLinearModel model = regression.Fit(X, Y);

        EqualsEach(model, regression, Y, what);
    }

    [Fact]
    public void Fit_CountsBesideSmallRates_EqualsTheFitOfEach()
    {
        Matrix<double> counts = Matrix<double>.Build.Dense(
            N, 2, (i, t) => t == 0 ? Math.Round(3 * Math.Exp(0.4 * X[i, 0]) + (i % 3)) : 1e-8 * Math.Exp((0.5 * X[i, 1]) - X[i, 2] + (0.3 * Math.Sin(i * i))));
        LinearRegression regression = new() { Loss = Losses.Poisson };

        MultiTargetLinearModel model = regression.Fit(X, counts);

        EqualsEach(model, regression, counts, "Poisson");
    }

    [Fact]
    public void Fit_TargetsInAnotherOrder_GivesTheSameBits()
    {
        LinearRegression regression = new() { Loss = Losses.Quantile(0.3) };
        Matrix<double> Y = InUnits(1, 1e-10, 1e14, 1e-14);
        int[] order = [2, 0, 3, 1];

        MultiTargetLinearModel model = regression.Fit(X, Y),
            permuted = regression.Fit(X, Matrix<double>.Build.DenseOfColumnVectors(order.Select(t => Y.Column(t))));

        for (int t = 0; t < 4; t++)
        {
            permuted.Coefficients.Column(t).Should().Equal(model.Coefficients.Column(order[t]));
            permuted.Intercept[t].Should().Be(model.Intercept[order[t]]);
        }
    }

    [Fact]
    public void Fit_PenalizedMean_MinimizesTheObjectiveAsDocumented()
    {
        Matrix<double> Y = InUnits(1, 3);
        LinearRegression regression = new() { Loss = Losses.LogCosh, Penalty = new RidgePenalty(0.2), Standardize = false };

        MultiTargetLinearModel model = regression.Fit(X, Y);

        double[] point = [.. model.Parameters], gradient = new double[8];
        double value = new LinearObjective(X, Y, Losses.LogCosh).Evaluate(point, gradient);
        for (int i = 0; i < 8; i++)
        {
            (value, gradient[i]) = i % 4 == 3 ? (value, gradient[i]) : (value + (0.1 * point[i] * point[i]), gradient[i] + (0.2 * point[i]));
        }

        gradient.Should().OnlyContain(partial => Math.Abs(partial) < 1e-11);
        model.Training.Value.Should().BeApproximately(value, 1e-13 * value);
    }

    [Fact]
    public void Fit_SeparateTargets_SumsIterationsAndValues()
    {
        Matrix<double> Y = InUnits(1, 100, 0.01);
        LinearRegression regression = new() { Loss = Losses.LogCosh };

        MultiTargetLinearModel model = regression.Fit(X, Y);

        LinearModel[] each = [.. Enumerable.Range(0, 3).Select(t => regression.Fit(X, Y.Column(t)))];
        model.Training.Iterations.Should().Be(each.Sum(one => one.Training.Iterations));
        model.Training.Evaluations.Should().Be(each.Sum(one => one.Training.Evaluations));
        model.Training.Value.Should().BeApproximately(each.Average(one => one.Training.Value), 1e-12);
        model.Training.History.Select(iteration => iteration.Number).Should().Equal(Enumerable.Range(0, model.Training.Iterations + 1));
        model.LossHistory[^1].Should().BeApproximately(model.Training.Value, 1e-12);
        model.LossHistory.Should().BeInDescendingOrder();
        model.Training.Reason.Should().Be(StopReason.GradientTolerance);
    }

    [Fact]
    public void Fit_IterationLimit_IsOfAllTargets()
    {
        LinearRegression regression = new() { Loss = Losses.LogCosh, Stopping = new() { MaxIterations = 5 } };

        MultiTargetLinearModel model = regression.Fit(X, InUnits(1, 100, 0.01));

        model.Training.Iterations.Should().Be(5);
        model.Training.Reason.Should().Be(StopReason.IterationLimit);
        model.LossHistory.Should().HaveCount(6);
    }

    [Fact]
    public void Fit_Cancelled_IsTheBestSoFar()
    {
        using var source = new CancellationTokenSource();
        FitRun<MultiTargetLinearModel> fit = new LinearRegression { Loss = Losses.LogCosh }.Iterate(X, InUnits(1, 100, 0.01), source.Token);
        foreach (Iteration iteration in fit)
        {
            if (iteration.Number == 3)
            {
                source.Cancel();
            }
        }

        fit.Model.Training.Reason.Should().Be(StopReason.Cancelled);
        fit.Model.Training.Iterations.Should().Be(4);
        fit.Explain().Should().Contain("cancelled");
    }

    [Fact]
    public void Fit_Start_IsThatOfEachTarget()
    {
        LinearRegression regression = new() { Loss = Losses.LogCosh };
        Matrix<double> Y = InUnits(1, 1e-10);
        MultiTargetLinearModel model = regression.Fit(X, Y);

        MultiTargetLinearModel again = (regression with { Start = model.Parameters }).Fit(X, Y);

        again.Training.Iterations.Should().BeLessThanOrEqualTo(2);
        GoldenFile.Deviation([.. again.Coefficients.Column(1)], [.. model.Coefficients.Column(1)], 0, 1e-10).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_TargetOutOfPlace_IsNamedInItsColumn()
    {
        Action fit = () => new LinearRegression { Loss = Losses.Poisson }.Fit(X, Matrix<double>.Build.Dense(N, 2, (_, t) => t == 1 ? 0 : 1));

        fit.Should().Throw<ArgumentException>().WithMessage("*column 1*");
    }

    private static Matrix<double> InUnits(params double[] units)
        => Matrix<double>.Build.Dense(
            N, units.Length, (i, t) => units[t] * (X[i, 0] + ((t + 2) * X[i, 1]) - (0.3 * X[i, 2]) + Math.Sin(i * i) + (0.2 * Math.Cos((3 + t) * i))));

    private static void EqualsEach(MultiTargetLinearModel model, LinearRegression regression, Matrix<double> Y, string what)
    {
        // a penalty counts once beside a mean over the targets
        int k = regression.Loss.Reduction == LossReduction.Mean ? Y.ColumnCount : 1;
        IPenalty? penalty = regression.Penalty switch
        {
            L1Penalty lasso => new L1Penalty(k * lasso.Weight),
            RidgePenalty ridge => new RidgePenalty(k * ridge.Weight),
            ElasticNetPenalty net => new ElasticNetPenalty(k * net.L1Weight, k * net.L2Weight),
            GroupLassoPenalty groups => groups with { Weight = k * groups.Weight },
            Strange strange => new Strange(k * strange.Weight),
            _ => null,
        };
        model.Training.Converged.Should().BeTrue(what);
        for (int t = 0; t < Y.ColumnCount; t++)
        {
            LinearModel one = (regression with { Penalty = penalty }).Fit(X, Y.Column(t));
            GoldenFile.Deviation([.. model.Coefficients.Column(t), model.Intercept[t]], [.. one.Coefficients, one.Intercept], 0, 1e-12)
                .Should().BeLessThanOrEqualTo(1, $"{what}, target {t}");
        }
    }

    /// <summary>½λ‖w‖², of which nobody knows what it is.</summary>
    private sealed class Strange(double weight = 0.02) : IPenalty
    {
        public double Weight => weight;

        public double Evaluate(ReadOnlySpan<double> point)
        {
            double sum = 0;
            foreach (double x in point)
            {
                sum += weight / 2 * x * x;
            }

            return sum;
        }

        public void ApplyProximal(Span<double> point, double step)
        {
            foreach (ref double x in point)
            {
                x /= 1 + (step * weight);
            }
        }
    }
}
