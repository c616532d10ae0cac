namespace Optimizers.Regression.Tests;

public sealed class WeightedFitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(30, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense(30, i => i * 7 % 5);
    private static readonly int[] Repeats = [.. Enumerable.Range(0, 30).Select(i => i % 4)];

    public static TheoryData<string, string> Fits => new()
    {
        { "squared", "default" }, { "squared", "lbfgs" }, { "squared", "levenberg" }, { "huber", "default" }, { "absolute", "default" },
        { "poisson", "default" }, { "ridge", "default" },
        { "ridge", "lbfgs" }, { "lasso", "default" }, { "bounded", "default" },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_Weights_AreRepeatedSamples(string what, string how)
    {
        LinearRegression regression = (what switch
        {
            "huber" => new LinearRegression { Loss = Losses.Huber(0.7) },
            "absolute" => new LinearRegression { Loss = Losses.MeanAbsoluteError },
            "poisson" => new LinearRegression { Loss = Losses.Poisson },
            "ridge" => new LinearRegression { Loss = new HuberLoss(1e9) { Reduction = LossReduction.Sum }, Penalty = new RidgePenalty(0.3) },
            "lasso" => new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.05) },
            "bounded" => new LinearRegression { Bounds = new Box(-0.1, 0.1) },
            _ => new LinearRegression(),
        }) with
        { Optimizer = how switch { "lbfgs" => new Lbfgs(), "levenberg" => new LevenbergMarquardt(), _ => null } };
        int[] rows = [.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(i, Repeats[i]))];

        LinearModel weighted = regression.Fit(TrainingData.From(X, Counts).WithWeights(Vector<double>.Build.Dense(30, i => Repeats[i])));
        LinearModel repeated = regression.Fit(
            Matrix<double>.Build.DenseOfRows(rows.Select(i => X.Row(i))), Vector<double>.Build.DenseOfEnumerable(rows.Select(i => Counts[i])));

        GoldenFile.Deviation([.. weighted.Parameters], [.. repeated.Parameters], 1e-7, 1e-9).Should().BeLessThanOrEqualTo(1);
        weighted.Training.Value.Should().BeApproximately(repeated.Training.Value, 1e-9 * Math.Abs(repeated.Training.Value));
        weighted.Training.Converged.Should().BeTrue(weighted.Training.ToString());
    }

    [Fact]
    public void Fit_Exposure_IsThatOfRates()
    {
        // twice the time at half the rate: an intercept lower by log 2
        var poisson = new LinearRegression { Loss = Losses.Poisson };
        LinearModel once = poisson.Fit(X, Counts), twice = poisson.Fit(TrainingData.From(X, Counts).WithExposure(Vector<double>.Build.Dense(30, 2.0)));

        (once.Intercept - twice.Intercept).Should().BeApproximately(Math.Log(2), 1e-9);
        GoldenFile.Deviation([.. twice.Coefficients], [.. once.Coefficients], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_ExposureThatDiffers_SatisfiesTheScoreEquations()
    {
        Vector<double> exposure = Vector<double>.Build.Dense(30, i => 1 + (i % 3));
        LinearModel model = new LinearRegression { Loss = Losses.Poisson }.Fit(TrainingData.From(X, Counts).WithExposure(exposure));

        Vector<double> residual = Counts - exposure.PointwiseMultiply(model.Predict(X));
        (X.Transpose() * residual).AbsoluteMaximum().Should().BeLessThan(1e-8);
        Math.Abs(residual.Sum()).Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Fit_BadWeightsOrExposure_IsRefusedByRow()
    {
        Vector<double> With(double value) => Vector<double>.Build.Dense(30, i => i == 4 ? value : 1);
        TrainingData data = TrainingData.From(X, Counts);

        Refused(() => data.WithWeights(With(-1)), "Row 4 of weights is -1; every weight must be finite and at least 0 (counted from 0).*", "weights");
        Refused(() => data.WithWeights(With(double.NaN)), "Row 4 of weights is NaN*", "weights");
        Refused(() => data.WithWeights(Vector<double>.Build.Dense(30)), "All 30 weights are 0; at least one sample must count.*", "weights");
        Refused(() => data.WithWeights(Vector<double>.Build.Dense(29, 1.0)), "*29*30*", "weights");
        Refused(() => data.WithExposure(With(0)), "Row 4 of exposure is 0; every exposure must be finite and above 0*", "exposure");
        Refused(
            () => new LinearRegression().Fit(data.WithExposure(With(2))), "Exposure multiplies the mean of losses with a log link*MeanSquaredError*", "loss");
        Refused(
            () => new LinearRegression().Fit(data.WithWeights(Vector<double>.Build.Dense(30, i => i < 2 ? 1.0 : 0))),
            "X has 2 rows of a weight above 0; they cannot determine 2 coefficients and an intercept.*",
            "X");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_ATableOfWrongWeightsOrExposures_IsRefused(bool isStreamed)
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 30)).Target(i => Counts[i], "y").Feature(i => X[i, 0], "x");
        void Fit(RecordTable<int> of) => _ = isStreamed ? new LinearRegression().Fit(of.Source, of.Schema) : new LinearRegression().Fit(of.Build());

        Refused(() => Fit(table.Weights(_ => 0, "w")), "All 30 weights are 0; at least one sample must count.*", "weights");
        Refused(() => Fit(table.Exposure(_ => 2, "time")), "Exposure multiplies the mean of losses with a log link*MeanSquaredError*", "loss");
    }
}
