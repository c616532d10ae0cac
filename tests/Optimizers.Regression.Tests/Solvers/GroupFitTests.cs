namespace Optimizers.Regression.Tests.Solvers;

public sealed class GroupFitTests
{
    private static readonly double[] Sizes = [1, 300, 0.02, 1e4, 5, 1, 1e-3];
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(
        90,
        7,
        (i, j) => Sizes[j] * (j + Math.Sin((i * (j + 1.3)) + (j * j)) + (0.4 * Math.Sin(i))));
    private static readonly Vector<double> Linear = Vector<double>.Build.Dense(
        90,
        i => (X[i, 0] / Sizes[0]) - (0.7 * X[i, 1] / Sizes[1]) + (0.3 * X[i, 4] / Sizes[4]) + Math.Sin(i * i));

    public static TheoryData<string, bool, bool> Fits
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (string loss in new[] { "squares", "sum", "logistic", "Poisson", "Huber" })
            {
                foreach (bool intercept in new[] { true, false })
                {
                    data.Add(loss, true, intercept);
                    data.Add(loss, false, intercept);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_GroupLasso_IsThatOfAFirstOrderMethod(string name, bool standardize, bool intercept)
    {
        // unscaled weights are compared on columns that a first-order method can take
        Matrix<double> x = standardize ? X : X * Matrix<double>.Build.Diagonal(7, 7, j => (1 + (0.3 * j)) / Sizes[j]);
        (ILoss loss, Vector<double> y, double λ) = name switch
        {
            "squares" => (Losses.HalfMeanSquaredError, Linear, 0.1),
            "sum" => (Losses.SumOfSquaredErrors, Linear, 15.0),
            "logistic" => (Losses.Logistic, Linear.Map(z => z > 0 ? 1.0 : 0), 0.02),
            "Poisson" => (Losses.Poisson, Linear.Map(z => Math.Round(Math.Exp(z / 2))), 0.05),
            _ => ((ILoss)Losses.Huber(0.3), Linear, 0.02),
        };
        var regression = new LinearRegression { Loss = loss, Penalty = new GroupLassoPenalty(λ, 2, 2, 3), Standardize = standardize, FitIntercept = intercept };
        LinearModel model = regression.Fit(x, y);
        var stopping = new StoppingCriteria { GradientTolerance = 1e-12, MaxIterations = 200_000 };
        LinearModel first = (regression with { Optimizer = new AcceleratedProximalGradient(), Stopping = stopping }).Fit(x, y);

        model.Solver.Should().Be($"{(name is "squares" or "sum" ? "descent by groups" : "proximal Newton by groups")} on standardized features");
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        model.Training.Iterations.Should().BeLessThan(20);
        model.Training.Value.Should().BeApproximately(first.Training.Value, 1e-11 * Math.Abs(first.Training.Value));
        (model.Predict(x) - first.Predict(x)).AbsoluteMaximum().Should().BeLessThan(1e-7, $"{model.Training} {first.Training}");
        model.Coefficients.Select(w => w == 0).Should().Equal(first.Coefficients.Select(w => w == 0));
    }

    [Fact]
    public void Fit_SeveralTargets_AreThoseOfEachAlone()
    {
        Matrix<double> targets = Matrix<double>.Build.DenseOfColumnVectors(Linear, X.Column(3) / 1e3);
        var groups = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new GroupLassoPenalty(0.05, 2, 2, 3), Standardize = false };
        MultiTargetLinearModel both = groups.Fit(X, targets);

        both.Solver.Should().Contain("by groups");
        both.Training.Converged.Should().BeTrue(both.Training.ToString());
        for (int t = 0; t < 2; t++)
        {
            // the mean over two targets halves each
            LinearModel alone = (groups with { Penalty = new GroupLassoPenalty(0.1, 2, 2, 3) }).Fit(X, targets.Column(t));
            GoldenFile.Deviation([.. both.Coefficients.Column(t)], [.. alone.Coefficients], 1e-9, 1e-15).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Fit_StandardizedColumns_DoesNotDependOnTheirScales()
    {
        var groups = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new GroupLassoPenalty(0.05, 2, 2, 3) };
        Matrix<double> plain = X * Matrix<double>.Build.Diagonal(7, 7, j => 1 / Sizes[j]);
        Vector<double> scaled = groups.Fit(X, Linear).Coefficients, unscaled = groups.Fit(plain, Linear).Coefficients;

        GoldenFile.Deviation([.. scaled.Select((w, j) => w * Sizes[j])], [.. unscaled], 1e-9, 1e-15).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_Softmax_MeetsItsConditions()
    {
        Matrix<double> classes = Matrix<double>.Build.Dense(90, 3, (i, k) => (Linear[i] < -0.3 ? 0 : Linear[i] < 0.6 ? 1 : 2) == k ? 1 : 0);
        var groups = new LinearRegression { Loss = Losses.Softmax(3), Penalty = new GroupLassoPenalty(0.02, 2, 2, 3) };
        MultiTargetLinearModel model = groups.Fit(X, classes);
        LinearRegression other = groups with { Optimizer = new AcceleratedProximalGradient(), Stopping = new() { GradientTolerance = 1e-12 } };
        MultiTargetLinearModel first = other.Fit(X, classes);

        model.Solver.Should().Contain("proximal Newton by groups");
        model.Training.Converged.Should().BeTrue(model.Training.ToString());
        model.Training.Value.Should().BeApproximately(first.Training.Value, 1e-12);
    }
}
