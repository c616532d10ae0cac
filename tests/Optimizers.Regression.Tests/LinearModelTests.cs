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
        => Model.Predict(X).Should().Equal(Enumerable.Range(0, 4).Select(i => (X[i, 0] * Model.Coefficients[0]) + (X[i, 1] * Model.Coefficients[1]) + Model.Intercept), (a, b) => Math.Abs(a - b) < 1e-13);

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
}
