namespace Optimizers.Regression.Tests;

public sealed class WeightedFitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(30, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense(30, i => i * 7 % 5);
    private static readonly int[] Repeats = [.. Enumerable.Range(0, 30).Select(i => i % 4)];

    public static TheoryData<string, string> Fits => new()
    {
        { "squared", "default" }, { "squared", "lbfgs" }, { "squared", "levenberg" }, { "huber", "default" }, { "absolute", "default" }, { "poisson", "default" }, { "ridge", "default" },
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

        LinearModel weighted = (regression with { Weights = Vector<double>.Build.Dense(30, i => Repeats[i]) }).Fit(X, Counts);
        LinearModel repeated = regression.Fit(Matrix<double>.Build.DenseOfRows(rows.Select(i => X.Row(i))), Vector<double>.Build.DenseOfEnumerable(rows.Select(i => Counts[i])));

        GoldenFile.Deviation([.. weighted.Parameters], [.. repeated.Parameters], 1e-7, 1e-9).Should().BeLessThanOrEqualTo(1);
        weighted.Training.Value.Should().BeApproximately(repeated.Training.Value, 1e-9 * Math.Abs(repeated.Training.Value));
        weighted.Training.Converged.Should().BeTrue(weighted.Training.ToString());
    }

    [Fact]
    public void Fit_Exposure_IsThatOfRates()
    {
        // twice the time at half the rate: an intercept lower by log 2
        var poisson = new LinearRegression { Loss = Losses.Poisson };
        LinearModel once = poisson.Fit(X, Counts), twice = (poisson with { Exposure = Vector<double>.Build.Dense(30, 2.0) }).Fit(X, Counts);

        (once.Intercept - twice.Intercept).Should().BeApproximately(Math.Log(2), 1e-9);
        GoldenFile.Deviation([.. twice.Coefficients], [.. once.Coefficients], 1e-8, 0).Should().BeLessThanOrEqualTo(1);
        TrainingData data = TrainingData.From(X, Counts).WithExposure([.. Enumerable.Repeat(2.0, 30)]);
        poisson.Fit(data).Parameters.Should().Equal(twice.Parameters);
    }

    [Fact]
    public void Fit_ExposureThatDiffers_SatisfiesTheScoreEquations()
    {
        Vector<double> exposure = Vector<double>.Build.Dense(30, i => 1 + (i % 3));
        LinearModel model = new LinearRegression { Loss = Losses.Poisson, Exposure = exposure }.Fit(X, Counts);

        Vector<double> residual = Counts - exposure.PointwiseMultiply(model.Predict(X));
        (X.Transpose() * residual).AbsoluteMaximum().Should().BeLessThan(1e-8);
        Math.Abs(residual.Sum()).Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Fit_BadWeightsOrExposure_IsRefusedByRow()
    {
        Vector<double> With(double value) => Vector<double>.Build.Dense(30, i => i == 4 ? value : 1);
        var poisson = new LinearRegression { Loss = Losses.Poisson };

        Refused(() => new LinearRegression { Weights = With(-1) }.Fit(X, Counts), "Row 4 of Weights is -1; every weight must be finite and at least 0 (counted from 0).*", "Weights");
        Refused(() => new LinearRegression { Weights = With(double.NaN) }.Fit(X, Counts), "Row 4 of Weights is NaN*", "Weights");
        Refused(() => new LinearRegression { Weights = Vector<double>.Build.Dense(30) }.Fit(X, Counts), "All 30 Weights are 0; at least one sample must count.*", "Weights");
        Refused(() => new LinearRegression { Weights = Vector<double>.Build.Dense(29, 1.0) }.Fit(X, Counts), "*29*30*", "Weights");
        Refused(() => (poisson with { Exposure = With(0) }).Fit(X, Counts), "Row 4 of Exposure is 0; every exposure must be finite and above 0*", "Exposure");
        Refused(() => new LinearRegression { Exposure = With(2) }.Fit(X, Counts), "Exposure multiplies the mean of losses with a log link*MeanSquaredError*", "Exposure");
        Refused(() => new LinearRegression { Weights = With(2) }.Fit(TrainingData.From(X, Counts).WithWeights([.. With(2)])), "Both the settings and the data have weights*", "Weights");
        Refused(
            () => new LinearRegression { Weights = Vector<double>.Build.Dense(30, i => i < 2 ? 1.0 : 0) }.Fit(X, Counts),
            "X has 2 rows of a weight above 0; they cannot determine 2 coefficients and an intercept.*",
            "X");
    }
}
