namespace Optimizers.Regression.Tests;

/// <summary>Numbers whose squares overflow or underflow are as good as others.</summary>
public sealed class ExtremeUnitsTests
{
    private static readonly double[] Line = [1, 2, 4];
    private static readonly Vector<double> Y = Vector<double>.Build.DenseOfArray([1, 2.5, 3.5]);

    public static TheoryData<double> Units => [1e155, 1e-170, 1e300, 1e-300, 1.0e200, -1e155, Math.ScaleB(1, 1000), Math.ScaleB(1, -1000)];

    [Theory]
    [MemberData(nameof(Units))]
    public void Fit_Columns_ScalesCoefficientsAndErrors(double unit)
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray(Line);
        LinearModel plain = new LinearRegression().Fit(x, Y), scaled = new LinearRegression().Fit(x * unit, Y);

        Near(scaled.Coefficients[0] * unit, plain.Coefficients[0]);
        Near(scaled.Intercept, plain.Intercept);
        Near(scaled.Training.Value, plain.Training.Value);
        Near(scaled.Summary().Coefficients[0].StandardError * Math.Abs(unit), plain.Summary().Coefficients[0].StandardError);
        Near(scaled.Summary().Coefficients[1].StandardError, plain.Summary().Coefficients[1].StandardError);
        scaled.Training.Reason.Should().Be(plain.Training.Reason);
        Near((scaled.Predict(x * unit) - plain.Predict(x)).AbsoluteMaximum() + 1, 1);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Fit_ColumnsWithoutIntercept_ScalesCoefficients(double unit)
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray(Line);
        var regression = new LinearRegression { FitIntercept = false };
        LinearModel plain = regression.Fit(x, Y), scaled = regression.Fit(x * unit, Y);

        Near(scaled.Coefficients[0] * unit, plain.Coefficients[0]);
        scaled.Training.Reason.Should().Be(plain.Training.Reason);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Fit_Targets_ScalesParameters(double unit)
    {
        Matrix<double> X = Matrix<double>.Build.DenseOfRowArrays([1, 4], [2, 1], [4, 2], [3, 3]);
        Vector<double> y = Vector<double>.Build.DenseOfArray([1, 2.5, 3.5, 2]);
        LinearModel plain = new LinearRegression().Fit(X, y), scaled = new LinearRegression().Fit(X, y * unit);

        Near(scaled.Coefficients[0] / unit, plain.Coefficients[0]);
        Near(scaled.Coefficients[1] / unit, plain.Coefficients[1]);
        Near(scaled.Intercept / unit, plain.Intercept);
        scaled.Training.Reason.Should().Be(plain.Training.Reason);
        MultiTargetLinearModel both = new LinearRegression().Fit(X, Matrix<double>.Build.DenseOfColumnVectors(y * unit, y * unit * 2));
        Near(both.Coefficients[0, 1] / unit, 2 * plain.Coefficients[0]);
    }

    [Theory]
    [InlineData(1e155)]
    [InlineData(1e-170)]
    [InlineData(1e290)]
    [InlineData(1e-290)]
    public void Fit_NearlyDependentColumns_ScalesCoefficients(double unit)
    {
        Matrix<double> X = Matrix<double>.Build.Dense(21, 3, (i, j) => Math.Pow(2000 + i, j + 1)), scaled = X.Clone();
        scaled.SetColumn(1, unit * X.Column(1));
        Vector<double> y = Vector<double>.Build.Dense(21, i => Math.Sin(i / 4.0));

        LinearModel plain = new LinearRegression().Fit(X, y), other = new LinearRegression().Fit(scaled, y);

        // the product with the unit is rounded, which moves the solution by its condition
        (other.Coefficients[1] * unit).Should().BeApproximately(plain.Coefficients[1], 1e-5 * Math.Abs(plain.Coefficients[1]));
        other.Training.Reason.Should().Be(plain.Training.Reason);
    }

    [Theory]
    [InlineData(1e155)]
    [InlineData(1e-170)]
    [InlineData(0.1)]
    public void Fit_ConstantColumn_IsStillRefused(double value)
    {
        double next = Math.BitIncrement(value);
        Action constant = () => new LinearRegression().Fit(Vector<double>.Build.Dense(3, value), Y),
            rounded = () => new LinearRegression().Fit(Vector<double>.Build.DenseOfArray([value, next, value]), Y);

        constant.Should().Throw<ArgumentException>().WithMessage("Column 0 of X is constant*");
        rounded.Should().Throw<ArgumentException>().WithMessage("Column 0 of X is constant*");
    }

    /// <summary>A sample of weight 0 does not count, whatever it is.</summary>
    [Fact]
    public void Fit_LargeNumberOfWeightZero_DoesNotHideTheOthers()
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray([1, 2, 4, 1e300]), y = Vector<double>.Build.DenseOfArray([1, 2.5, 3.5, 1e300]);
        LinearModel plain = new LinearRegression().Fit(x.SubVector(0, 3), y.SubVector(0, 3));
        LinearModel weighted = new LinearRegression().Fit(TrainingData.From(x, y).WithWeights([1, 1, 1, 0]));

        Near(weighted.Coefficients[0], plain.Coefficients[0]);
        weighted.Training.Converged.Should().BeTrue(weighted.Training.ToString());
        Action constant = () => new LinearRegression().Fit(TrainingData.From(Vector<double>.Build.DenseOfArray([1, 1, 1, 2]), y).WithWeights([1, 1, 1, 0]));
        constant.Should().Throw<ArgumentException>().WithMessage("Column 0 of X is constant (1)*");
    }

    [Fact]
    public void Fit_ManyRowsOfWhichOneDiffers_IsNoConstant()
    {
        Vector<double> x = Vector<double>.Build.Dense(100_000, i => i == 77 ? 1e6 + 1 : 1e6), y = Vector<double>.Build.Dense(100_000, i => i == 77 ? 3 : 1);

        new LinearRegression().Fit(x, y).Coefficients[0].Should().BeApproximately(2, 1e-8);
    }

    private static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-13 * Math.Abs(expected));
}
