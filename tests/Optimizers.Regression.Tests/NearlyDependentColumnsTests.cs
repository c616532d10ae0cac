namespace Optimizers.Regression.Tests;

/// <summary>Least squares where the product of the design with itself is singular to rounding and the design is not; expected values are of exact rational
/// arithmetic on the same doubles.</summary>
public sealed class NearlyDependentColumnsTests
{
    /// <summary>First value of x, how many, degree, quarter waves of the targets, digits; coefficients and standard errors, the intercept last.</summary>
    public static TheoryData<int, int, int, double, double, double[], double[]> RawPowers => new()
    {
        {
            2000, 21, 3, 4, 9,
            [17149.04247136249, -8.520810238041658, 0.001411221606273928, -11504616.990342211],
            [1157.7476416251973, 0.5759963186848919, 9.55217410812864e-05, 775683.9786807616]
        },
        {
            2000, 21, 4, 4, 8,
            [-2295100.0695470297, 1717.0515504378923, -0.5709201288428316, 7.118549134939123e-05, 1150387106.46354],
            [211912.91550208334, 158.14502266948793, 0.0524529134671206, 6.523992850633851e-06, 106485162.46896236]
        },
        {
            370, 101, 6, 16, 8,
            [
                -740.6917149206987, 3.4796609061422297, -0.007989511266154667, 8.682588953780225e-06, -2.895789028264673e-09, -9.793776815181363e-13,
                62250.7492682891],
            [
                110.91048665224142, 0.6633737019568956, 0.0021135436056934783, 3.783175662324829e-06, 3.6072142632825057e-09, 1.4313621337714322e-12,
                7716.91131019987]
        },
    };

    [Theory]
    [MemberData(nameof(RawPowers))]
    public void Fit_PowersOfRawNumbers_HasTheDigitsOfTheExactSolution(
        int first, int count, int degree, double wave, double digits, double[] coefficients, double[] errors)
    {
        (Matrix<double> X, Vector<double> y) = Powers(first, count, degree, wave);

        LinearModel model = new LinearRegression().Fit(X, y);

        RegressionSummary summary = model.Summary();
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        Digits(summary.Coefficients.Select(row => row.Estimate), coefficients).Should().BeGreaterThan(digits);
        Digits(summary.Coefficients.Select(row => row.StandardError), errors).Should().BeGreaterThan(digits - 1);
        summary.UndeterminedFeatures.Should().BeEmpty();
        summary.ResidualDegreesOfFreedom.Should().Be(count - degree - 1);
    }

    [Fact]
    public void Fit_PowersOfRawNumbers_IsTheSameInEveryForm()
    {
        (Matrix<double> X, Vector<double> y) = Powers(2000, 21, 3, 4);
        double[] expected = [.. new LinearRegression().Fit(X, y).Parameters];
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 21))
            .Target(i => y[i], "y").Feature(i => X[i, 0], "x").Feature(i => X[i, 1], "x2").Feature(i => X[i, 2], "x3");
        int[] repeated = [.. Enumerable.Range(0, 21).SelectMany(i => Enumerable.Repeat(i, 1 + (i % 3)))];

        Digits(new LinearRegression().Fit(table.Source, table.Schema).Parameters, expected).Should().BeGreaterThan(12, "streamed");
        LinearModel weighted = new LinearRegression().Fit(TrainingData.From(X, y).WithWeights(Vector<double>.Build.Dense(21, i => 1 + (i % 3))));
        LinearModel repeats = new LinearRegression().Fit(
            Matrix<double>.Build.DenseOfRowVectors(repeated.Select(X.Row)), Vector<double>.Build.DenseOfEnumerable(repeated.Select(i => y[i])));
        Digits(weighted.Parameters, [.. repeats.Parameters]).Should().BeGreaterThan(12, "weights are repeats");
        MultiTargetLinearModel both = new LinearRegression().Fit(X, Matrix<double>.Build.DenseOfColumnVectors(y, -3 * y));
        Digits([.. both.Coefficients.Column(0), both.Intercept[0]], expected).Should().BeGreaterThan(12, "one of two targets");
        Digits([.. both.Coefficients.Column(1), both.Intercept[1]], [.. expected.Select(value => -3 * value)]).Should().BeGreaterThan(12, "the other");
        LinearModel own = new LinearRegression { FitIntercept = false }.Fit(X.Append(Matrix<double>.Build.Dense(21, 1, 1)), y);
        Digits(own.Coefficients, expected).Should().BeGreaterThan(12, "a column of ones");
        Digits(own.Summary().Coefficients.Select(row => row.StandardError), [1157.7476416251973, 0.5759963186848919, 9.55217410812864e-05, 775683.9786807616])
            .Should().BeGreaterThan(6);
        int[] order = [2, 0, 1];
        LinearModel permuted = new LinearRegression().Fit(Matrix<double>.Build.DenseOfColumnVectors(order.Select(X.Column)), y);
        Digits(permuted.Coefficients, [.. order.Select(j => expected[j])]).Should().BeGreaterThan(12, "columns permuted");
        LinearModel penalized = new LinearRegression { Penalty = new RidgePenalty(1e-30) }.Fit(X, y);
        Digits(penalized.Parameters, expected).Should().BeGreaterThan(9, "a ridge of nothing");
    }

    [Fact]
    public void Fit_PowersOfRawNumbersByRidge_SolvesItsEquations()
    {
        (Matrix<double> X, Vector<double> y) = Powers(2000, 21, 3, 4);
        var ridge = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new RidgePenalty(1e-9) };

        LinearModel model = ridge.Fit(X, y);

        // of standardized features: Zᵀr/n + λw = 0
        Vector<double> residuals = model.Predict(X) - y;
        for (int j = 0; j < 3; j++)
        {
            Vector<double> x = X.Column(j);
            double mean = x.Average(), deviation = Math.Sqrt((x - mean).PointwisePower(2).Average());
            ((((x - mean) / deviation) * residuals / 21) + (1e-9 * model.Coefficients[j] * deviation)).Should().BeApproximately(0, 1e-9);
        }

        model.Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void Fit_ManyRows_HasTheSameBitsOnAnyNumberOfThreads()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(30_000, 4, (i, j) => Math.Pow(1000 + (i * 0.003), j + 1));
        Vector<double> y = Vector<double>.Build.Dense(30_000, i => Math.Sin(i * 1e-4) + Math.Cos(7 * i));
        double[][] parameters = [.. ((int[])[1, 2, 5]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            LinearModel model = new LinearRegression().Fit(X, y);
            model.Solver.Should().Contain("QR");
            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            return (double[])[.. model.Parameters];
        })];

        parameters.Should().AllSatisfy(each => each.Should().Equal(parameters[0]));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    [InlineData(-1e9)]
    public void Fit_ShiftedColumns_GivesTheSameCoefficients(double shift)
    {
        // numbers of 16 bits stay exact where they are shifted
        Matrix<double> X = Matrix<double>.Build.Dense(50, 3, (i, j) => Math.Round(1024 * Math.Sin((i * (j + 1.7)) + j)) / 1024);
        X.SetColumn(2, X.Column(0) + (X.Column(2) / 1024));
        Vector<double> y = Vector<double>.Build.Dense(50, i => Math.Cos(3 * i) + X[i, 1]);

        LinearModel plain = new LinearRegression().Fit(X, y), shifted = new LinearRegression().Fit(X + shift, y);

        Digits(shifted.Coefficients, [.. plain.Coefficients]).Should().BeGreaterThan(9);
        Digits(
            shifted.Summary().Coefficients.Take(3).Select(row => row.StandardError), [.. plain.Summary().Coefficients.Take(3).Select(row => row.StandardError)])
            .Should().BeGreaterThan(6);
        shifted.Training.Value.Should().BeApproximately(plain.Training.Value, 1e-9 * plain.Training.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Fit_DependentColumnsFarFromZero_AreStillRefused(double shift)
    {
        Matrix<double> X = Matrix<double>.Build.Dense(30, 4, (i, j) => shift + Math.Sin((i * (j + 1.7)) + j));
        X.SetColumn(3, X.Column(0) - (0.3 * X.Column(2)) + 5);
        Action fit = () => new LinearRegression().Fit(X, Vector<double>.Build.Dense(30, i => i % 7));

        fit.Should().Throw<ArgumentException>().WithParameterName("X").WithMessage("Columns 0, 2, 3 of X are linearly dependent*");
    }

    [Fact]
    public void Fit_LikelihoodOnPowersOfRawNumbers_HasFiniteErrorsOfTheCentredFit()
    {
        (Matrix<double> raw, _) = Powers(2000, 41, 3, 4);
        (Matrix<double> centred, _) = Powers(-20, 41, 3, 4);
        Vector<double> counts = Vector<double>.Build.Dense(41, i => Math.Round(10 + (5 * Math.Sin(i * 0.3)) + (i % 3)));
        var poisson = new LinearRegression { Loss = Losses.Poisson };

        CoefficientSummary far = poisson.Fit(raw, counts).Summary().Coefficients[2], near = poisson.Fit(centred, counts).Summary().Coefficients[2];

        // the third power has the same coefficient wherever x begins
        far.Estimate.Should().BeApproximately(near.Estimate, 1e-6 * Math.Abs(near.Estimate));
        far.StandardError.Should().BeApproximately(near.StandardError, 1e-6 * near.StandardError);
    }

    private static (Matrix<double> X, Vector<double> Y) Powers(int first, int count, int degree, double wave)
        => (Matrix<double>.Build.Dense(count, degree, (i, j) => Math.Pow(first + i, j + 1)), Vector<double>.Build.Dense(count, i => Math.Sin(i / wave)));

    private static double Digits(IEnumerable<double> found, double[] expected)
        => found.Zip(expected, (a, b) => Math.Min(15, -Math.Log10(Math.Abs(a - b) / Math.Abs(b)))).Min();
}
