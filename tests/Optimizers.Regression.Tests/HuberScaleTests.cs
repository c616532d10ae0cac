namespace Optimizers.Regression.Tests;

/// <summary>Huber's loss without δ, which a regression takes from its data.</summary>
public sealed class HuberScaleTests
{
    private static readonly LinearRegression Huber = new() { Loss = Losses.Huber() };
    private static readonly (Matrix<double> X, Vector<double> Y) Stackloss = DataFile.Read("stackloss.csv", "STACKLOSS", ["AIRFLOW", "WATERTEMP", "ACIDCONC"]);

    [Fact]
    public void Fit_Stackloss_IsThatOfStatsmodels()
    {
        LinearModel model = Huber.Fit(Stackloss.X, Stackloss.Y);

        // RLM(y, add_constant(X), M=HuberT(1.345)).fit(tol=1e-14, maxiter=5000, conv="coefs") of statsmodels 0.13.5: params and 1.345 · scale
        GoldenFile.Deviation([.. model.Parameters], [0.8293843346, 0.926065966197, -0.127846724946, -41.0264983524], 1e-9, 0)
            .Should().BeLessThanOrEqualTo(1, $"{model.Parameters}");
        DeltaOf(model).Should().BeApproximately(3.28252104336, 1e-8);
        model.Training.Reason.Should().Be(StopReason.GradientTolerance);
        model.Loss.ToString().Should().StartWith("Huber = (1/n) Σ h, h = ½e² where |e| ≤ 3.28");
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(-3)]
    [InlineData(6)]
    [InlineData(12)]
    public void Fit_TargetsInAnotherUnit_ScalesDelta(int power)
    {
        double unit = Math.Pow(10, power);
        foreach (LinearRegression regression in new[] { Huber, Huber with { FitIntercept = false } })
        {
            LinearModel plain = regression.Fit(Stackloss.X, Stackloss.Y), scaled = regression.Fit(Stackloss.X, Stackloss.Y * unit);

            DeltaOf(scaled).Should().BeApproximately(unit * DeltaOf(plain), 1e-8 * unit * DeltaOf(plain));
            GoldenFile.Deviation([.. scaled.Parameters / unit], [.. plain.Parameters], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
            scaled.Training.Reason.Should().Be(plain.Training.Reason);
        }
    }

    [Fact]
    public void Fit_WholeWeights_AreRepeatedRows()
    {
        int[] repeats = [.. Enumerable.Range(0, 21).Select(i => i % 4)];
        int[] rows = [.. Enumerable.Range(0, 21).SelectMany(i => Enumerable.Repeat(i, repeats[i]))];
        LinearModel weighted = Huber.Fit(TrainingData.From(Stackloss.X, Stackloss.Y).WithWeights(Vector<double>.Build.Dense(21, i => repeats[i])));
        LinearModel repeated = Huber.Fit(
            Matrix<double>.Build.DenseOfRowVectors(rows.Select(i => Stackloss.X.Row(i))),
            Vector<double>.Build.DenseOfEnumerable(rows.Select(i => Stackloss.Y[i])));

        DeltaOf(weighted).Should().BeApproximately(DeltaOf(repeated), 1e-9);
        GoldenFile.Deviation([.. weighted.Parameters], [.. repeated.Parameters], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_NamedOptimizersPenaltiesAndStreams_TakeTheSameDelta()
    {
        double delta = DeltaOf(Huber.Fit(Stackloss.X, Stackloss.Y));
        LinearModel lbfgs = (Huber with { Optimizer = new Lbfgs() }).Fit(Stackloss.X, Stackloss.Y),
            sum = (Huber with { Loss = new HuberLoss { Reduction = LossReduction.Sum } }).Fit(Stackloss.X, Stackloss.Y);
        LinearModel ridge = (Huber with { Penalty = new RidgePenalty(0.1) }).Fit(Stackloss.X, Stackloss.Y);
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 21))
            .Target(i => Stackloss.Y[i], "y").Feature(i => Stackloss.X[i, 0], "a").Feature(i => Stackloss.X[i, 1], "b").Feature(i => Stackloss.X[i, 2], "c");

        DeltaOf(lbfgs).Should().BeApproximately(delta, 1e-7);
        DeltaOf(sum).Should().BeApproximately(delta, 1e-9);
        DeltaOf(ridge).Should().NotBeApproximately(delta, 0.01 * delta, "the residuals are those of the penalized fit");
        DeltaOf(Huber.Fit(table.Source, table.Schema)).Should().BeApproximately(delta, 1e-9);
        DeltaOf(LinearModel.FromJson(ridge.ToJson())).Should().Be(DeltaOf(ridge));
        ((HuberLoss)sum.Loss).Reduction.Should().Be(LossReduction.Sum);
    }

    [Fact]
    public void Fit_DeltaGiven_IsKept() => DeltaOf((Huber with { Loss = Losses.Huber(1) }).Fit(Stackloss.X, Stackloss.Y)).Should().Be(1);

    [Fact]
    public void Fit_AnExactLine_IsExact()
    {
        Vector<double> x = Vector<double>.Build.Dense(20, i => i), y = (3 * x) + 1e6;
        LinearModel exact = Huber.Fit(x, y);
        y[3] += 100;
        y[12] -= 1000;
        LinearModel spoiled = Huber.Fit(x, y);

        foreach (LinearModel model in new[] { exact, spoiled })
        {
            GoldenFile.Deviation([.. model.Parameters], [3, 1e6], 1e-9, 0).Should().BeLessThanOrEqualTo(1, $"{model.Training}");
            model.Training.Converged.Should().BeTrue(model.Training.ToString());
        }
    }

    [Fact]
    public void CrossValidation_ScoresAllFoldsByOneDelta()
    {
        CrossValidationScore plain = new CrossValidation().Score(Huber, Stackloss.X, Stackloss.Y),
            scaled = new CrossValidation().Score(Huber, Stackloss.X, 1000 * Stackloss.Y);
        LinearRegression given = Huber with { Loss = Losses.Huber(DeltaOf(Huber.Fit(Stackloss.X, Stackloss.Y))) };

        plain.MeanLoss.Should().BeApproximately(new CrossValidation().Score(given, Stackloss.X, Stackloss.Y).MeanLoss, 1e-8);
        scaled.MeanLoss.Should().BeApproximately(1e6 * plain.MeanLoss, 1e-2);
        var path = new RegularizationPath { Regression = Huber, Penalty = λ => new L1Penalty(λ), Count = 5 };
        new CrossValidation().Select(path, Stackloss.X, Stackloss.Y).Model.Loss.Should().BeOfType<HuberLoss>().Which.IsDeltaFromData.Should().BeFalse();
        path.Fit(Stackloss.X, Stackloss.Y).Coefficients[0].Should().AllSatisfy(value => value.Should().Be(0));
    }

    [Fact]
    public void PartialFit_WithoutDelta_IsRefused()
        => FluentActions.Invoking(() => (Huber with { Optimizer = new Adam() }).PartialFit(Stackloss.X, Stackloss.Y))
            .Should().Throw<ArgumentException>().WithMessage("PartialFit needs the δ of the Huber loss*").WithParameterName("Loss");

    private static double DeltaOf(LinearModel model)
    {
        var loss = (HuberLoss)model.Loss;
        loss.IsDeltaFromData.Should().BeFalse("the model's loss has the δ that was found");
        return loss.Delta;
    }
}
