namespace Optimizers.Regression.Tests;

/// <summary>Bounds determine no coefficient: what other fits refuse, a bounded one refuses too.</summary>
public sealed class BoundedFitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(12, 3, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(12, i => X[i, 0] + (2 * X[i, 2]) + (0.1 * Math.Cos(i)));
    private static readonly LinearRegression Bounded = new() { Bounds = new Box(0, 10) };

    [Theory]
    [InlineData(true, 3, "X has 3 rows; they cannot determine 3 coefficients and an intercept. Columns 0, 1, 2 are too many: leave some out; set a Penalty*")]
    [InlineData(false, 2, "X has 2 rows; they cannot determine 3 coefficients. Columns 0, 1, 2 are too many: leave some out; set a Penalty*")]
    public void Fit_FewerSamplesThanParameters_IsRefusedWithColumnsAndCounts(bool fitIntercept, int rows, string message)
    {
        foreach (ILoss loss in new[] { Losses.MeanSquaredError, Losses.Huber(1), Losses.MeanAbsoluteError })
        {
            Action fit = () => (Bounded with { Loss = loss, FitIntercept = fitIntercept }).Fit(X.SubMatrix(0, rows, 0, 3), Y.SubVector(0, rows));

            fit.Should().Throw<ArgumentException>().WithParameterName("X").WithMessage(message);
        }
    }

    [Fact]
    public void Fit_FewSamplesOfAWeight_IsRefused()
    {
        Action fit = () => Bounded.Fit(TrainingData.From(X, Y).WithWeights(Vector<double>.Build.Dense(12, i => i < 3 ? 1 : 0)));

        fit.Should().Throw<ArgumentException>().WithMessage("X has 3 rows of a weight above 0; they cannot determine 3 coefficients and an intercept*");
    }

    [Fact]
    public void Fit_FewSamplesOfATable_NamesTheColumns()
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 2)).Target(i => Y[i], "y").Feature(i => X[i, 0], "age").Feature(i => X[i, 1], "bmi");
        Action fit = () => Bounded.Fit(table.Build());

        fit.Should().Throw<ArgumentException>().WithMessage("*Columns 0 (age), 1 (bmi) are too many*");
    }

    [Fact]
    public void Fit_CoefficientsFixedByBounds_NeedNoSamples()
    {
        LinearModel model = (Bounded with { Bounds = new Box([0, 0.5, -9], [9, 0.5, 9]) }).Fit(X.SubMatrix(0, 3, 0, 3), Y.SubVector(0, 3));

        model.Coefficients[1].Should().Be(0.5);
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        (model.Predict(X.SubMatrix(0, 3, 0, 3)) - Y.SubVector(0, 3)).AbsoluteMaximum()
            .Should().BeLessThan(1e-7, "three samples determine the three parameters that are free");
    }

    [Fact]
    public void Fit_FewSamplesWithARidge_IsDetermined()
        => (Bounded with { Penalty = new RidgePenalty(0.1) }).Fit(X.SubMatrix(0, 3, 0, 3), Y.SubVector(0, 3)).Training.Converged.Should().BeTrue();

    [Fact]
    public void Fit_DependentColumns_AreNamed()
    {
        Matrix<double> dependent = X.Clone();
        dependent.SetColumn(1, X.Column(0) + 3);
        Action fit = () => Bounded.Fit(dependent, Y);

        fit.Should().Throw<ArgumentException>().WithMessage("Columns 0, 1 of X are linearly dependent*");
    }

    [Fact]
    public void Fit_ManyColumns_NamesTheFirst()
    {
        Action fit = () => Bounded.Fit(Matrix<double>.Build.Dense(5, 30, (i, j) => Math.Sin(i * (j + 1.1))), Vector<double>.Build.Dense(5));

        fit.Should().Throw<ArgumentException>().WithMessage("*18, 19, … (30 in all) are too many*");
    }
}
