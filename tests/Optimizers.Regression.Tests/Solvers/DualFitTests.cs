namespace Optimizers.Regression.Tests.Solvers;

public sealed class DualFitTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(
        12,
        40,
        (i, j) => (1000 * (j % 3)) + (Math.Pow(10, j % 4) * Math.Sin((i * (j + 1.3)) + (j * j))));
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(12, 2, (i, t) => 50 + (10 * Math.Cos((i * i) + t)));

    public static TheoryData<string, bool, bool, bool> Fits
    {
        get
        {
            var data = new TheoryData<string, bool, bool, bool>();
            foreach (string loss in new[] { "mean", "sum" })
            {
                foreach (bool standardize in new[] { true, false })
                {
                    foreach (bool intercept in new[] { true, false })
                    {
                        data.Add(loss, standardize, intercept, false);
                        data.Add(loss, standardize, intercept, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_WideRidge_IsThatOfTheNormalEquations(string lossName, bool standardize, bool intercept, bool weighted)
    {
        var ridge = new LinearRegression
        {
            Loss = lossName == "mean" ? Losses.MeanSquaredError : Losses.HalfSumOfSquaredErrors,
            Penalty = new RidgePenalty(standardize ? 2 : 2e4),
            Standardize = standardize,
            FitIntercept = intercept,
        };
        MultiTargetLinearModel both = ridge.FitTargets(Data(Y, weighted));
        LinearModel one = ridge.Fit(Data(Y.SubMatrix(0, 12, 0, 1), weighted));

        both.Solver.Should().Be("ridge by its dual in coordinates of the samples");
        one.Solver.Should().Be(both.Solver);
        both.Training.Converged.Should().BeTrue(both.Training.ToString());
        both.Training.Iterations.Should().BeLessThan(5);
        (double[] expected, int stride) = Primal(ridge, Data(Y, weighted));
        IsNear(both.Coefficients, expected, stride);
        (expected, _) = Primal(ridge, Data(Y.SubMatrix(0, 12, 0, 1), weighted));
        IsNear(one.Coefficients.ToColumnMatrix(), expected, stride);
        one.Intercept.Should().BeApproximately(intercept ? expected[^1] : 0, 1e-12 * Math.Abs(expected[^1]));
    }

    [Fact]
    public void Fit_EqualSamplesAndATinyRidge_GoesByFeatures()
    {
        Matrix<double> twice = X.Stack(X);
        LinearModel model = new LinearRegression { Penalty = new RidgePenalty(1e-7) }.Fit(twice, Y.Stack(Y).Column(0));

        model.Solver.Should().Contain("least squares");
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
    }

    [Fact]
    public void Fit_SameData_HasTheSameBitsOnAnyNumberOfThreads()
    {
        Matrix<double> wide = Matrix<double>.Build.Dense(60, 2000, (i, j) => Math.Sin((i * 1.7) + (j * j) + (0.1 * i * j)));
        Vector<double> y = wide.Column(3) + wide.Column(700);
        double[][] found = new double[3][];
        foreach ((int k, int threads) in new[] { 1, 2, 8 }.Index())
        {
            Workers.Limit = threads;
            found[k] = [.. new LinearRegression { Penalty = new RidgePenalty(0.1) }.Fit(wide, y).Parameters];
        }

        Workers.Limit = 0;
        found[1].Should().Equal(found[0]);
        found[2].Should().Equal(found[0]);
    }

    [Fact]
    public void Fit_200SamplesOf20000Features_TakesNoSquareOfFeatures()
    {
        const int n = 200, d = 20_000;
        var random = new Random(1);
        Matrix<double> wide = Matrix<double>.Build.Dense(n, d, (_, _) => random.NextDouble() - 0.5);
        Vector<double> y = Vector<double>.Build.Dense(n, i => 3 + wide[i, 0] - (2 * wide[i, d - 1]) + (0.1 * random.NextDouble()));
        long before = GC.GetTotalAllocatedBytes();
        LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new RidgePenalty(1) }.Fit(wide, y);
        RegressionSummary summary = model.Summary();
        long allocated = GC.GetTotalAllocatedBytes() - before;

        allocated.Should().BeLessThan(200_000_000, "d² numbers are 3.2 GB");
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        model.Intercept.Should().BeApproximately(y.Average() - model.Coefficients.DotProduct(wide.ColumnSums() / n), 1e-10);
        summary.RSquared.Should().BeInRange(0.5, 1);
        summary.Coefficients[0].StandardError.Should().Be(double.NaN);
        summary.ResidualDegreesOfFreedom.Should().Be(0);

        // stationary: (1/n)zᵀe = λu with u = w·σ
        Vector<double> e = y - model.Predict(wide);
        for (int j = 0; j < d; j += 997)
        {
            Vector<double> centred = wide.Column(j) - wide.Column(j).Average();
            double σ = centred.L2Norm() / Math.Sqrt(n);
            (centred.DotProduct(e) / n / σ).Should().BeApproximately(model.Coefficients[j] * σ, 1e-13);
        }
    }

    private static void IsNear(Matrix<double> coefficients, double[] expected, int stride)
    {
        for (int t = 0; t < coefficients.ColumnCount; t++)
        {
            double[] weights = expected[(t * stride)..((t * stride) + coefficients.RowCount)];
            double size = weights.Max(Math.Abs);
            for (int j = 0; j < weights.Length; j++)
            {
                coefficients[j, t].Should().BeApproximately(weights[j], 1e-12 * size);
            }
        }
    }

    private static TrainingData Data(Matrix<double> targets, bool weighted)
    {
        TrainingData data = TrainingData.From(X, targets);
        return weighted ? data.WithWeights([.. Enumerable.Range(0, 12).Select(i => i % 4.0)]) : data;
    }

    private static (double[] Parameters, int Stride) Primal(LinearRegression ridge, TrainingData data)
    {
        var fit = new LeastSquaresFit(
            new StandardizedSamples(data.Prepared, ridge.Settings, centre: true, scale: ridge.Standardize), (SquaredLoss)ridge.Loss, default);
        while (fit.MoveNext())
        {
        }

        return (fit.Result.Point, fit.Data.Stride);
    }
}
