namespace Optimizers.Regression.Tests;

public sealed class LinearRegressionPiecesTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(64, 3, (i, j) => Math.Sin((i * (j + 1)) + j) + (0.1 * j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(64, i => 5 + (2 * X[i, 0]) - (0.3 * X[i, 1]) + X[i, 2] + (0.1 * Math.Cos(7 * i)));
    private static readonly LinearRegression Online =
        new() { Optimizer = new Adam { LearningRate = 0.1 }, Batches = new MiniBatches(8) { Order = SampleOrder.AsGiven }, Standardize = false };

    public static TheoryData<IOptimizer> Rules =>
    [
        new Adam { LearningRate = new ExponentialDecay(0.1, 0.9) },
        new StochasticGradientDescent { LearningRate = 0.05, Momentum = 0.9 },
        new AveragedSgd { LearningRate = 0.1, T0 = 3 },
        new ScheduleFreeAdamW { LearningRate = 0.1 },
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void PartialFit_PiecesInOrder_TakeTheStepsOfOneFit(IOptimizer rule)
    {
        LinearRegression regression = Online with { Optimizer = rule };
        LinearModel whole = regression.Fit(X, Y);

        // shares of powers of 2 are exact, and so the mean over a batch has the same bits in a piece and in the whole
        LinearModel pieces = InPieces(regression, X, Y, 16);

        pieces.Parameters.Should().Equal(whole.Parameters);
        pieces.Coefficients.Should().NotContain(0.0);
    }

    [Fact]
    public void PartialFit_OddPieces_TakeTheStepsOfOneFitButForRounding()
    {
        LinearRegression regression =
            Online with { Batches = new MiniBatches(3) { Order = SampleOrder.AsGiven }, Penalty = new RidgePenalty(0.1), Bounds = new Box(-1, 1.5) };
        LinearModel whole = regression.Fit(X, Y);

        LinearModel pieces = InPieces(regression, X, Y, 9);

        GoldenFile.Deviation([.. pieces.Parameters], [.. whole.Parameters], 1e-12, 0).Should().BeLessThanOrEqualTo(1);
        pieces.Coefficients.Maximum().Should().BeLessThanOrEqualTo(1.5);
    }

    [Fact]
    public void PartialFit_Standardized_KeepsTheStandardizationOfTheFirstPiece()
    {
        Matrix<double> raw = X * Matrix<double>.Build.DenseOfDiagonalArray([100, 1, 0.01]) + 7;
        Matrix<double> first = raw.SubMatrix(0, 16, 0, 3);
        Vector<double> means = first.ColumnSums() / 16;
        Matrix<double> toUnit = Matrix<double>.Build.DenseOfDiagonalVector(
            Vector<double>.Build.Dense(3, j => 1 / Math.Sqrt((first.Column(j) - means[j]).PointwisePower(2).Average())));
        Matrix<double> z = (raw - Matrix<double>.Build.Dense(64, 3, (_, j) => means[j])) * toUnit;

        LinearModel model = InPieces(Online with { Standardize = true }, raw, Y, 16), expected = InPieces(Online, z, Y, 16);

        GoldenFile.Deviation([.. model.Predict(raw)], [.. expected.Predict(z)], 1e-9, 0).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void PartialFit_ManyPieces_ComesToTheModelOfAll()
    {
        LinearRegression regression =
            new() { Optimizer = new StochasticGradientDescent { LearningRate = new InverseTimeDecay(0.3) { Decay = 0.01 } }, Batches = new MiniBatches(4) };
        LinearModel? model = null;
        for (int pass = 0; pass < 200; pass++)
        {
            model = InPieces(regression, X, Y, 16, model);
        }

        LinearModel exact = new LinearRegression().Fit(X, Y);
        GoldenFile.Deviation([.. model!.Parameters], [.. exact.Parameters], 0.01, 0.01).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void PartialFit_Previous_StaysAsItIs()
    {
        LinearModel first = Online.PartialFit(X.SubMatrix(0, 16, 0, 3), Y.SubVector(0, 16));
        Vector<double> parameters = first.Parameters;

        LinearModel second = Online.PartialFit(X.SubMatrix(16, 16, 0, 3), Y.SubVector(16, 16), first),
            again = Online.PartialFit(X.SubMatrix(16, 16, 0, 3), Y.SubVector(16, 16), first);

        second.Parameters.Should().Equal(again.Parameters);
        first.Parameters.Should().Equal(parameters);
        second.Parameters.Should().NotEqual(parameters);
        second.Training.Iterations.Should().Be(2, "the training is of the piece");
    }

    [Fact]
    public void PartialFit_WithoutBatches_IsAStepForEachPiece()
    {
        LinearRegression regression = Online with { Batches = null, Optimizer = new GradientDescent { LearningRate = 0.1 } };

        LinearModel model = regression.PartialFit(X, Y);

        model.Training.Iterations.Should().Be(1);
        // from 0: w = −0.1 ∇ of the mean of (Xw + b − y)²
        Vector<double> expected = 0.2 * (X.Transpose() * Y) / 64;
        GoldenFile.Deviation([.. model.Coefficients], [.. expected], 1e-12, 0).Should().BeLessThanOrEqualTo(1);
        regression.PartialFit(X.SubMatrix(0, 1, 0, 3), Y.SubVector(0, 1), model).Training.Iterations.Should().Be(1, "a piece may be one sample");
        Online.PartialFit(X.SubMatrix(0, 5, 0, 3), Y.SubVector(0, 5)).Training.Iterations.Should().Be(1, "5 samples are fewer than a batch of 8");
    }

    [Fact]
    public void PartialFit_PieceThatAloneDeterminesNothing_IsTaken()
    {
        LinearRegression poisson = Online with { Loss = Losses.Poisson, Standardize = true };
        Matrix<double> x = Matrix<double>.Build.Dense(16, 2, (i, j) => j == 0 ? i : 3);

        LinearModel model = poisson.PartialFit(x, Vector<double>.Build.Dense(16));

        model.Intercept.Should().BeNegative("all counts are 0");
        model.Coefficients[1].Should().Be(0, "a column that does not vary is 0 about its mean");
        poisson.PartialFit(x, Vector<double>.Build.Dense(16, i => i % 3), model).Parameters
            .Should().AllSatisfy(value => double.IsFinite(value).Should().BeTrue());
    }

    [Fact]
    public void PartialFit_AfterAFit_StartsAtItsParameters()
    {
        LinearModel fitted = new LinearRegression().Fit(X, Y);

        LinearModel model = (Online with { Batches = null, Standardize = true }).PartialFit(X, Y, fitted);

        model.LossHistory[0].Should().BeApproximately(fitted.Training.Value, 1e-12);
    }

    [Fact]
    public void PartialFit_Named_KeepsNamesWeightsAndExposures()
    {
        TrainingData data = TrainingData.From(X, Y.Map(Math.Abs), ["a", "b", "c"]).WithWeights([.. Enumerable.Range(0, 64).Select(i => i % 2.0)])
            .WithExposure([.. Enumerable.Repeat(2.0, 64)]);
        LinearRegression poisson = Online with { Loss = Losses.Poisson };

        LinearModel named = poisson.PartialFit(data), byMatrix = poisson.PartialFit(X, Y, poisson.PartialFit(data));

        named.FeatureNames.Should().Equal("a", "b", "c");
        byMatrix.FeatureNames.Should().Equal("a", "b", "c");
        named.Parameters.Should().Equal(poisson.Fit(data).Parameters, "a piece that is all is a fit");
        FluentActions.Invoking(() => named.Summary()).Should().Throw<InvalidOperationException>().WithMessage("*pieces*");
    }

    [Fact]
    public void PartialFit_WrongArguments_IsRefused()
    {
        LinearModel model = Online.PartialFit(TrainingData.From(X, Y, ["a", "b", "c"]));

        Refused(() => Online.PartialFit(X.SubMatrix(0, 64, 0, 2), Y, model), "X has 2 columns; the model was fitted on 3.*", "X");
        Refused(
            () => Online.PartialFit(TrainingData.From(X, Y, ["a", "c", "b"]), model), "Column 1 of the data is c; in the previous model it is b.*", "previous");
        Refused(
            () => (Online with { FitIntercept = false }).PartialFit(X, Y, model), "The previous model has an intercept; FitIntercept is false.*", "previous");
        Refused(
            () => (Online with { Optimizer = new StochasticGradientDescent { Momentum = 0.9 } }).PartialFit(X, Y, model), "*another optimizer*", "previous");
        Refused(
            () => (Online with { Optimizer = null }).PartialFit(X, Y),
            "PartialFit needs an Optimizer*such as StochasticGradientDescent or Adam; none is named.*",
            "Optimizer");
        Refused(() => (Online with { Optimizer = new Lbfgs() }).PartialFit(X, Y), "PartialFit needs an Optimizer*; it is Lbfgs.*", "Optimizer");
        Refused(() => (Online with { Penalty = new L1Penalty(1) }).PartialFit(X, Y), "PartialFit takes a RidgePenalty*; the penalty is 1 ‖w‖₁.*", "Penalty");
        Refused(() => (Online with { EarlyStopping = new() }).PartialFit(X, Y), "EarlyStopping ends a fit of all samples*", "EarlyStopping");
        Refused(() => Online.PartialFit(X, Y.SubVector(0, 2)), "X has 64 rows and y has 2*", "y");
        Refused(() => Online.PartialFit(null!), "Value cannot be null.*", "data");
    }

    private static LinearModel InPieces(LinearRegression regression, Matrix<double> x, Vector<double> y, int size, LinearModel? model = null)
    {
        for (int first = 0; first < x.RowCount; first += size)
        {
            int rows = Math.Min(size, x.RowCount - first);
            model = regression.PartialFit(x.SubMatrix(first, rows, 0, x.ColumnCount), y.SubVector(first, rows), model);
        }

        return model!;
    }
}
