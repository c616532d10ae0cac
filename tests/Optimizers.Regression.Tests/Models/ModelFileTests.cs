namespace Optimizers.Regression.Tests;

/// <summary>Models that are saved and loaded again.</summary>
public sealed class ModelFileTests : IDisposable
{
    private static readonly TableSchema Fares = Passengers.Fares with { Polynomial = new PolynomialFeatures() };
    private static readonly LinearRegression Ridge = new() { Loss = Losses.Tweedie(1.5), Penalty = new RidgePenalty(0.1) };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("models");

    private static TableSource Table => TableSource.FromReader(Passengers.Table().CreateDataReader);

    private static Matrix<double> X { get; } = Matrix<double>.Build.DenseOfRowMajor(8, 2, Points.Wave(16, 1));

    private static Vector<double> Y { get; } = Vector<double>.Build.Dense(Points.Wave(8, 4));

    [Fact]
    public void SaveAndLoad_OfATable_PredictsToTheBit()
    {
        LinearModel model = Ridge.Fit(TrainingData.FromTable(Table, Fares));
        string path = Path.Combine(_folder.FullName, "fare.json");

        model.Save(path);
        LinearModel loaded = LinearModel.Load(path);

        loaded.Predict(Table).Should().Equal(model.Predict(Table));
        loaded.FeatureNames.Should().Equal("age", "age^2", "sex=male", "port=Q", "port=S");
        loaded.Parameters.Should().Equal(model.Parameters);
        loaded.ToString().Should().Be(model.ToString());
        loaded.Loss.Should().Be(Losses.Tweedie(1.5));
        loaded.Solver.Should().Be(model.Solver);
        loaded.ToJson().Should().Be(model.ToJson());
        Refused(() => loaded.Predict(Passengers.With(2, "port", "X")), "Row 2, column 'port': 'X' is none of the known categories 'C', 'Q', 'S'*", "source");
    }

    [Fact]
    public void Save_OverAFile_ReplacesIt()
    {
        string path = Path.Combine(_folder.FullName, "model.json");
        File.WriteAllText(path, new string('x', 100_000));

        LinearModel model = new LinearRegression().Fit(X, Y);
        model.Save(path);

        File.ReadAllText(path).Should().Be(model.ToJson());
    }

    [Fact]
    public void FromJson_OfMatrices_IsTheModel()
    {
        LinearModel model = new LinearRegression { Optimizer = new Adam(), FitIntercept = false, Stopping = new StoppingCriteria { MaxIterations = 7 } }
            .Fit(X, Y);

        LinearModel loaded = LinearModel.FromJson(model.ToJson());

        loaded.Predict(X).Should().Equal(model.Predict(X));
        (loaded.Intercept, loaded.Coefficients.Count, loaded.Parameters.Count).Should().Be((0, 2, 2));
        loaded.FeatureNames.Should().Equal("x0", "x1");
        loaded.Solver.Should().StartWith("Adam");
        loaded.Invoking(m => m.Predict(Table)).Should().Throw<InvalidOperationException>().WithMessage("*give Predict a matrix.");
        new LinearRegression { Start = loaded.Parameters, FitIntercept = false }.Fit(X, Y).Training.Converged.Should().BeTrue("a loaded model is a start");
    }

    [Fact]
    public void FromJson_Training_IsThatOfTheFit()
    {
        LinearModel model = new LinearRegression { Optimizer = new Adam(), Stopping = new StoppingCriteria { MaxIterations = 7 } }.Fit(X, Y);

        LinearModel loaded = LinearModel.FromJson(model.ToJson());

        loaded.Training.Should().BeEquivalentTo(model.Training, options => options.Excluding(result => result.History));
        loaded.Training.Iterations.Should().Be(7);
        loaded.Training.ToString().Should().Be(model.Training.ToString());
        loaded.Training.Explain().Should().Be("Not converged: iteration limit.");
        loaded.Training.Invoking(result => result.EnsureConverged()).Should().Throw<OptimizationException>();
        (loaded.LossHistory.Count, loaded.ValidationHistory.Count).Should().Be((0, 0));
        loaded.Invoking(m => m.Summary()).Should().Throw<InvalidOperationException>().WithMessage("The model was loaded*");
    }

    [Fact]
    public void FromJson_NumbersOfAllKinds_KeepTheirBits()
    {
        double[] numbers = [0.1 + 0.2, -0.0, double.Epsilon, double.MaxValue, 1.0 / 3, double.NaN, double.NegativeInfinity, double.PositiveInfinity];
        var facts = Facts(numbers, Losses.MeanSquaredError);

        LinearModel loaded = LinearModel.FromJson(new LinearModel(facts).ToJson());

        loaded.Parameters.Select(BitConverter.DoubleToInt64Bits).Should().Equal(numbers.Select(BitConverter.DoubleToInt64Bits));
        loaded.Training.Value.Should().Be(double.NaN);
        loaded.Training.NotFiniteCoordinate.Should().Be(3);
        loaded.Training.Explain().Should().Be("Not converged: partial derivative 3 was not finite at iteration 2.");
    }

    [Fact]
    public void Encoding_OfATable_MakesTheFeaturesOfItsRows()
    {
        LinearModel model = new LinearRegression { Penalty = new RidgePenalty(0.1) }.Fit(
            TrainingData.FromTable(Table, new TableSchema { Target = "fare", Features = ["age", "sex"], Categorical = ["sex"] }));

        Matrix<double> features = model.Encoding!.Encode(Table);

        model.Predict(features).Should().Equal(model.Predict(Table));
        new LinearRegression().Fit(X, Y).Encoding.Should().BeNull();
        new LinearRegression().Fit(X, Y.ToColumnMatrix()).Encoding.Should().BeNull();
    }

    [Fact]
    public void SaveAndLoad_OfClasses_PredictsThem()
    {
        var schema = new TableSchema { Target = "port", Features = ["age", "fare", "sex"], Categorical = ["port", "sex"] };
        MultiTargetLinearModel model = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(0.1) }.FitTargets(Table, schema);
        string path = Path.Combine(_folder.FullName, "port.json");

        model.Save(path);
        MultiTargetLinearModel loaded = MultiTargetLinearModel.Load(path);

        loaded.Predict(Table).Should().Be(model.Predict(Table));
        loaded.TargetNames.Should().Equal("C", "Q", "S");
        model.Encoding!.FeatureNames.Should().Equal(model.FeatureNames);
        loaded.Encoding!.FeatureNames.Should().Equal(model.FeatureNames);
        loaded.Coefficients.Should().Be(model.Coefficients);
        loaded.Intercept.Should().Equal(model.Intercept);
        loaded.ToJson().Should().Be(model.ToJson()).And.Contain("\"classes\": [");
    }

    [Fact]
    public void FromJson_OfSeveralTargets_IsTheModel()
    {
        MultiTargetLinearModel model = new LinearRegression().Fit(X, Matrix<double>.Build.DenseOfColumnVectors(Y, -Y, 2 * Y));

        MultiTargetLinearModel loaded = MultiTargetLinearModel.FromJson(model.ToJson());

        loaded.Predict(X).Should().Be(model.Predict(X));
        loaded.TargetNames.Should().Equal("y0", "y1", "y2");
        loaded.Parameters.Should().Equal(model.Parameters);
    }

    [Fact]
    public void ToJson_OfAFit_SaysWhatWasFitted()
    {
        string json = new LinearRegression { Penalty = new L1Penalty(0.01) }.Fit(X, Y).ToJson();

        json.Should().StartWith("{\n  \"format\": \"Optimizers.Regression model\",\n  \"version\": 1,\n  \"kind\": \"LinearModel\",".ReplaceLineEndings());
        json.Should().Contain(
            "\"objective\": \"minimize MeanSquaredError = (1/n) Σ e² + 0.01 ‖w‖₁, w of standardized features; e = Xw + b − y; default solution\"");
        json.Should().Contain("\"scaling\": {").And.Contain("\"means\": [").And.Contain("\"scales\": [");
        json.Should().Contain("\"solver\": \"coordinate descent").And.Contain("\"elapsed\": \"00:00:0");
        new LinearRegression { Optimizer = new Lbfgs(), Standardize = false }.Fit(X, Y).ToJson().Should().Contain("\"scaling\": null");
    }

    [Fact]
    public void Load_AFileOfVersionOne_StaysPossible()
    {
        LinearModel loaded = LinearModel.Load(Path.Combine(AppContext.BaseDirectory, "Data", "model_version_1.json"));

        loaded.FeatureNames.Should().Equal("age", "age^2", "sex=male", "port=Q", "port=S");
        loaded.Loss.Should().Be(Losses.Tweedie(1.5));
        (loaded.Training.Reason, loaded.Training.Iterations).Should().Be((StopReason.GradientTolerance, 12));

        // the numbers of the file, by hand: row 1 is of age 2.5, male, from C
        loaded.Predict(Table)[1].Should().BeApproximately(Math.Exp(3 + (0.25 * 2.5) - (0.005 * 6.25) + 0.5), 1e-12);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A model that was never fitted, of one parameter a feature.</summary>
    internal static ModelContent Facts(double[] parameters, ILoss loss) => new()
    {
        Parameters = parameters,
        FeatureCount = parameters.Length / loss.Outputs,
        HasIntercept = false,
        Loss = loss,
        Objective = "",
        Solver = "",
        Training = new OptimizationResult
        {
            Point = parameters,
            Value = double.NaN,
            GradientNorm = double.PositiveInfinity,
            Iterations = 2,
            Evaluations = 3_000_000_000,
            Elapsed = TimeSpan.FromTicks(1),
            Reason = StopReason.NotFinite,
            History = [],
            NotFiniteCoordinate = 3,
        },
    };
}
