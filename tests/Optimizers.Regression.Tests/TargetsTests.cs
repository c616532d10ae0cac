namespace Optimizers.Regression.Tests;

/// <summary>What one target has, several have too.</summary>
public sealed class TargetsTests
{
    private const int N = 48;
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(N, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(N, 2, (i, t) => 3 + X[i, t] - (2 * X[i, 1]) + (0.1 * Math.Cos(7 * i)));
    private static readonly Matrix<double> Labels = Matrix<double>.Build.Dense(N, 3, (i, t) => i % 3 == t ? 1 : 0);

    public static TheoryData<ILoss, bool> Losses => new() { { Optimizers.Losses.MeanSquaredError, false }, { Optimizers.Losses.Softmax(3), true } };

    [Theory]
    [MemberData(nameof(Losses))]
    public void PartialFit_PiecesInOrder_TakeTheStepsOfOneFit(ILoss loss, bool areClasses)
    {
        Matrix<double> targets = areClasses ? Labels : Y;
        LinearRegression regression = new()
        {
            Loss = loss,
            Optimizer = new Adam { LearningRate = 0.1 },
            Batches = new MiniBatches(8) { Order = SampleOrder.AsGiven },
            Standardize = false,
        };

        MultiTargetLinearModel? pieces = null, named = null;
        for (int first = 0; first < N; first += 16)
        {
            (Matrix<double> x, Matrix<double> y) = (X.SubMatrix(first, 16, 0, 2), targets.SubMatrix(first, 16, 0, targets.ColumnCount));
            pieces = regression.PartialFit(x, y, pieces);
            named = regression.PartialFitTargets(TrainingData.From(x, y, ["a", "b"]), named);
        }

        MultiTargetLinearModel whole = regression.Fit(X, targets);
        GoldenFile.Deviation([.. pieces!.Parameters], [.. whole.Parameters], 1e-13, 1e-14).Should().BeLessThanOrEqualTo(1);
        named!.Parameters.Should().Equal(pieces.Parameters);
        named.FeatureNames.Should().Equal("a", "b");
        FluentActions.Invoking(() => regression.PartialFit(X, areClasses ? Labels : Y.SubMatrix(0, N, 0, 1), areClasses ? null : pieces))
            .Should().NotThrow<NullReferenceException>();
    }

    [Fact]
    public void PartialFit_AnotherNumberOfTargets_IsRefused()
    {
        LinearRegression regression = new() { Optimizer = new Adam() };
        MultiTargetLinearModel first = regression.PartialFit(X, Y);

        Refused(() => regression.PartialFit(X, Labels, first), "There are 3 targets for 2 targets of the previous model*", "previous");
    }

    [Fact]
    public void IterateTargets_Data_EndsAtTheModelOfFit()
    {
        LinearRegression regression = new() { Loss = Optimizers.Losses.LogCosh };
        TrainingData data = TrainingData.From(X, Y, ["a", "b"], ["u", "v"]);

        FitRun<MultiTargetLinearModel> run = regression.IterateTargets(data);
        int iterations = run.Count();

        iterations.Should().Be(run.Model.Training.Iterations + 1);
        run.Model.Parameters.Should().Equal(regression.FitTargets(data).Parameters);
        run.Model.Parameters.Should().Equal(regression.Fit(X, Y).Parameters);
    }

    [Theory]
    [InlineData("log cosh")]
    [InlineData("median")]
    [InlineData("softmax")]
    public void FitTargets_Table_IsTheFitOfItsColumns(string what)
    {
        ILoss loss = what switch { "softmax" => Optimizers.Losses.Softmax(3), "median" => Optimizers.Losses.MeanAbsoluteError, _ => Optimizers.Losses.LogCosh };
        Matrix<double> targets = what == "softmax" ? Labels : Y.Append(1e-9 * Y.SubMatrix(0, N, 0, 1));
        var table = new System.Data.DataTable();
        string[] names = ["a", "b", "u", "v", "w"];
        Array.ForEach(names, name => table.Columns.Add(name, typeof(double)));
        for (int i = 0; i < N; i++)
        {
            table.Rows.Add([.. X.Row(i).Concat(targets.Row(i)).Cast<object>()]);
        }

        TableSource source = TableSource.FromReader(table.CreateDataReader);
        MultiTargetLinearModel streamed = new LinearRegression { Loss = loss }.FitTargets(source, new TableSchema { Targets = names[2..] });

        (double[] parameters, RegressionSummary last) = what == "softmax" ? InMemory() : OneByOne();
        streamed.TargetNames.Should().Equal(names[2..]);
        GoldenFile.Deviation([.. streamed.Parameters], parameters, 1e-8, 1e-11).Should().BeLessThanOrEqualTo(1);
        double[] errors = [.. streamed.Summary(2).Coefficients.Select(row => row.StandardError)],
            expected = [.. last.Coefficients.Select(row => row.StandardError)];
        GoldenFile.Deviation(errors, expected, 1e-6, 1e-16).Should().BeLessThanOrEqualTo(1);

        (double[], RegressionSummary) InMemory()
        {
            MultiTargetLinearModel model = new LinearRegression { Loss = loss }.Fit(X, targets);
            return ([.. model.Parameters], model.Summary(2));
        }

        (double[], RegressionSummary) OneByOne()
        {
            LinearModel[] models =
                [.. names[2..].Select(name => new LinearRegression { Loss = loss }.Fit(source, new TableSchema { Target = name, Features = names[..2] }))];
            return ([.. models.SelectMany(model => model.Parameters)], models[2].Summary());
        }
    }

    [Fact]
    public void ToString_SeveralTargets_IsAFormulaALine()
    {
        Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays([0], [1], [2]), y = Matrix<double>.Build.DenseOfRowArrays([1, 0], [3, -1], [5, -2]);

        string[] lines = new LinearRegression().FitTargets(TrainingData.From(x, y, ["x"], ["up", "down"])).ToString().Split(Environment.NewLine);

        lines.Should().HaveCount(2);
        lines[0].Should().Be("up = 1 + 2 x");
        lines[1].Should().StartWith("down = ").And.EndWith(" - 1 x");
        new LinearRegression { Loss = Optimizers.Losses.Softmax(3), Penalty = new RidgePenalty(1) }.Fit(X, Labels).ToString().Should().StartWith("z(y0) = ");
    }

    [Fact]
    public void PredictClass_OfTargetsThatAreNoClasses_SaysWhy()
    {
        new LinearRegression().Fit(X, Y).Invoking(model => model.PredictClass(X))
            .Should().Throw<InvalidOperationException>().WithMessage("*targets are classes*");
        new LinearRegression().Fit(X, Y.Column(0)).Invoking(model => model.PredictClass(X)).Should().Throw<InvalidOperationException>();
        new LinearRegression { Loss = Optimizers.Losses.Softmax(3), Penalty = new RidgePenalty(1) }.Fit(X, Labels).PredictClass(X)
            .Should().OnlyContain(label => label >= 0 && label <= 2);
    }
}
