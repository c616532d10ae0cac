namespace Optimizers.Regression.Tests;

public sealed class LinearModelTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfRowArrays([[1, 2], [2, 1], [3, 5], [0, 1]]);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense([9, 8, 21, 4]);
    private static readonly LinearModel Model = new LinearRegression().Fit(X, Y);

    [Fact]
    public void Fit_ExactData_FindsThePlane()
    {
        // y = 1 + 2 x₀ + 3 x₁, but for the rows as they are
        Vector<double> exact = Vector<double>.Build.Dense(4, i => 1 + (2 * X[i, 0]) + (3 * X[i, 1]));
        LinearModel model = new LinearRegression().Fit(X, exact);

        GoldenFile.Deviation([.. model.Coefficients, model.Intercept], [2, 3, 1], 1e-13, 0).Should().BeLessThanOrEqualTo(1);
        model.ToString().Should().Be("y = 1 + 2 x0 + 3 x1");
        model.Score(X, exact).Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Predict_Matrix_IsTheFormula()
        => Model.Predict(X).Should().Equal(
            Enumerable.Range(0, 4).Select(i => (X[i, 0] * Model.Coefficients[0]) + (X[i, 1] * Model.Coefficients[1]) + Model.Intercept),
            (a, b) => Math.Abs(a - b) < 1e-13);

    [Fact]
    public void Predict_SparseMatrix_IsTheSame() => Model.Predict(Matrix<double>.Build.SparseOfMatrix(X)).Should().Equal(Model.Predict(X));

    [Fact]
    public void Predict_Vector_IsForOneFeature()
    {
        LinearModel line = new LinearRegression().Fit(Vector<double>.Build.Dense([1, 2, 3]), Vector<double>.Build.Dense([3, 5, 7]));

        line.Predict(Vector<double>.Build.Dense([10, 20])).Should().Equal([21, 41], (a, b) => Math.Abs(a - b) < 1e-12);
        Refused(() => Model.Predict(Vector<double>.Build.Dense(2)), "X has 1 columns; the model was fitted on 2.*", "X");
    }

    [Fact]
    public void Score_Edges_AreAsDocumented()
    {
        Vector<double> constant = Vector<double>.Build.Dense(4, 3.0);

        Model.Score(X, Model.Predict(X)).Should().Be(1);
        Model.Score(X, constant).Should().Be(double.NegativeInfinity);
        Model.Score(X, -Y).Should().BeNegative();
        Refused(() => Model.Score(X, Y.SubVector(0, 2)), "There are 2 targets for 4 predictions.*", "y");
    }

    [Fact]
    public void Predict_WrongNumberOfFeatures_SaysBothNumbers()
    {
        MultiTargetLinearModel several = new LinearRegression().Fit(X, Y.ToColumnMatrix());

        Refused(() => Model.Predict(Matrix<double>.Build.Dense(2, 3)), "X has 3 columns; the model was fitted on 2.*", "X");
        Refused(() => several.Predict(Matrix<double>.Build.Dense(2, 3)), "X has 3 columns; the model was fitted on 2.*", "X");
        Refused(() => several.Score(X, Matrix<double>.Build.Dense(4, 2)), "There are 2 columns in Y for 1 targets.*", "Y");
        Refused(() => Model.Predict((Matrix<double>)null!), "*", "X");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Score_AndSummary_Agree(bool hasIntercept)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(30, 2, (i, j) => 2 + Math.Sin((i * (j + 1.3)) + j));
        Vector<double> y = Vector<double>.Build.Dense(30, i => 40 + x[i, 0] + Math.Sin(i * i));
        LinearModel model = new LinearRegression { FitIntercept = hasIntercept }.Fit(x, y);
        MultiTargetLinearModel several = new LinearRegression { FitIntercept = hasIntercept }.Fit(x, Matrix<double>.Build.DenseOfColumnVectors(y, 2 * y));
        double squares = (y - model.Predict(x)).PointwisePower(2).Sum(), total = (y - (hasIntercept ? y.Average() : 0)).PointwisePower(2).Sum();

        model.Score(x, y).Should().BeApproximately(1 - (squares / total), 1e-12);
        model.Summary().RSquared.Should().BeApproximately(model.Score(x, y), 1e-12);
        several.Score(x, Matrix<double>.Build.DenseOfColumnVectors(y, 2 * y)).Should().BeApproximately(model.Score(x, y), 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Score_OfAClassifier_IsItsAccuracyAndItsSummaryHasAPseudoRSquared(bool hasIntercept)
    {
        Matrix<double> x = Matrix<double>.Build.Dense(30, 1, (i, _) => 0.5 + Math.Sin(i));
        Vector<double> y = Vector<double>.Build.Dense(30, i => Math.Sin(i) + (0.5 * Math.Cos(i * i)) > 0.2 ? 1 : 0);

        LinearModel model = new LinearRegression { Loss = Losses.Logistic, FitIntercept = hasIntercept }.Fit(x, y);
        RegressionSummary summary = model.Summary();

        int[] labels = [.. y.Select(label => (int)label)];
        model.Score(x, y).Should().Be(ClassificationMetrics.Accuracy(labels, model.PredictClass(x))).And.BeInRange(0.5, 0.99);
        double mean = hasIntercept ? y.Average() : 0.5, none = y.Sum(label => Math.Log(label == 1 ? mean : 1 - mean));
        double own = y.Select((label, i) => Math.Log(label == 1 ? model.Predict(x)[i] : 1 - model.Predict(x)[i])).Sum();
        summary.PseudoRSquared.Should().BeApproximately(1 - (own / none), 1e-10).And.BePositive();
        (double.IsNaN(summary.RSquared), double.IsNaN(summary.AdjustedRSquared)).Should().Be((true, true));
        summary.ToString().Should().Contain("pseudo-R²").And.NotContain("adjusted R²");
        new LinearRegression().Fit(x, y).Summary().ToString().Should().NotContain("pseudo-R²");
    }

    [Fact]
    public void Score_OfClasses_IsTheirAccuracy()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(30, 1, (i, _) => Math.Sin(i));
        Matrix<double> classes = Matrix<double>.Build.Dense(30, 3, (i, k) => (Math.Sin(i) + (0.3 * Math.Cos(i * i)) > 0.4 ? 2 : i % 2) == k ? 1 : 0);

        MultiTargetLinearModel model = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new RidgePenalty(0.01) }.Fit(x, classes);

        model.Score(x, classes).Should().BeApproximately(
            ClassificationMetrics.Accuracy([.. classes.EnumerateRows().Select(row => row.MaximumIndex())], model.PredictClass(x)), 1e-15);
    }
}
