namespace Optimizers.Regression.Tests;

public sealed class PenaltyTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Sin((i * (j + 1)) + j) * Math.Pow(10, j));
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(
        40, i => 5 + (2 * X[i, 0]) - (0.3 * X[i, 1]) + (0.01 * X[i, 2]) + (0.1 * Math.Cos(7 * i)));

    [Fact]
    public void Fit_RidgeOfWeightZero_RefusesAConstantColumn()
    {
        foreach (ILoss loss in new[] { Losses.MeanSquaredError, Losses.Huber() })
        {
            var regression = new LinearRegression { Loss = loss, Penalty = new RidgePenalty(0) };
            FluentActions.Invoking(() => regression.Fit(X.Append(Matrix<double>.Build.Dense(40, 1, 1)), Y))
                .Should().Throw<ArgumentException>().WithMessage("Column 3 of X is constant (1)*");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_Ridge_IsTheClosedForm(bool standardize)
    {
        const double λ = 0.2;
        LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new RidgePenalty(λ), Standardize = standardize }.Fit(X, Y);

        // (ZᵀZ/n + λD²)w = Zᵀy/n with Z centred, and D the deviations where the penalty is of standardized weights
        Vector<double> means = X.ColumnSums() / 40;
        Matrix<double> Z = Matrix<double>.Build.Dense(40, 3, (i, j) => X[i, j] - means[j]);
        Matrix<double> D = Matrix<double>.Build.Diagonal(3, 3, j => standardize ? Z.Column(j).DotProduct(Z.Column(j)) / 40 : 1);
        Vector<double> w = ((Z.TransposeThisAndMultiply(Z) / 40) + (λ * D)).Solve(Z.TransposeThisAndMultiply(Y - Y.Average()) / 40);
        GoldenFile.Deviation([.. model.Coefficients], [.. w], 1e-11, 0).Should().BeLessThanOrEqualTo(1);
        model.Intercept.Should().BeApproximately(Y.Average() - w.DotProduct(means), 1e-11 * Math.Abs(Y.Average()), "the intercept goes free");
        double value = (0.5 * (model.Predict(X) - Y).PointwisePower(2).Average()) + (0.5 * λ * w.DotProduct(D * w));
        model.Training.Value.Should().BeApproximately(value, 1e-12 * value);
    }

    [Fact]
    public void Fit_RidgeOfDependentColumns_Solves()
    {
        Matrix<double> twice = X.Append(X.SubMatrix(0, 40, 0, 1)).Append(Matrix<double>.Build.Dense(40, 1, 3.0));
        LinearModel model = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new RidgePenalty(0.1) }.Fit(twice, Y);

        model.Training.Converged.Should().BeTrue();
        model.Coefficients[3].Should().BeApproximately(model.Coefficients[0], 1e-9, "equal columns share");
        model.Coefficients[4].Should().Be(0, "a constant says nothing");
    }

    [Fact]
    public void Fit_RidgeOfFewSamples_IsTheDualSolution()
    {
        Matrix<double> wide = Matrix<double>.Build.Dense(5, 20, (i, j) => Math.Sin((i * 3) + (j * j)));
        Vector<double> y = Vector<double>.Build.Dense(5, i => i % 3);
        LinearModel model =
            new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new RidgePenalty(0.1), FitIntercept = false, Standardize = false }
            .Fit(wide, y);

        // w = Xᵀ(XXᵀ/n + λI)⁻¹y/n
        Vector<double> dual = wide.Transpose() * ((wide * wide.Transpose() / 5) + (0.1 * Matrix<double>.Build.DenseIdentity(5))).Solve(y / 5);
        GoldenFile.Deviation([.. model.Coefficients], [.. dual], 1e-9, 1e-12).Should().BeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("huber")]
    [InlineData("absolute")]
    [InlineData("root")]
    public void Fit_OtherLossesWithRidgeAndLasso_AreStationary(string name)
    {
        ILoss loss = name switch { "huber" => Losses.Huber(0.5), "absolute" => Losses.MeanAbsoluteError, _ => Losses.RootMeanSquaredError };
        foreach (IPenalty penalty in new IPenalty[] { new RidgePenalty(0.05), new L1Penalty(0.05) })
        {
            LinearModel model = new LinearRegression { Loss = loss, Penalty = penalty }.Fit(X, Y);

            double At(Vector<double> parameters)
            {
                double[] residual = [.. (X * parameters.SubVector(0, 3)) + parameters[3]];
                double[] standardized =
                    [.. Enumerable.Range(0, 3).Select(j => parameters[j] * Math.Sqrt(X.Column(j).Average(x => Math.Pow(x - X.Column(j).Average(), 2))))];
                return loss.Evaluate(residual, Y.ToArray(), new double[40]) + penalty.Evaluate(standardized);
            }

            double found = At(model.Parameters);
            model.Training.Value.Should().BeApproximately(found, 1e-8 * found, $"{loss} {penalty}");
            for (int j = 0; j < 4; j++)
            {
                foreach (double step in new[] { 1e-3, -1e-3 })
                {
                    Vector<double> moved = model.Parameters;
                    moved[j] += step * Math.Max(0.01, Math.Abs(moved[j]));
                    At(moved).Should().BeGreaterThan(found - 1e-9, $"{loss} {penalty}: {model.Training}");
                }
            }
        }
    }

    [Fact]
    public void Fit_NonNegative_IsTheActiveSetSolution()
    {
        LinearModel bounded = new LinearRegression { Bounds = new Box(0, double.PositiveInfinity) }.Fit(X, Y);
        LinearModel without = new LinearRegression().Fit(Matrix<double>.Build.DenseOfColumns([X.Column(0), X.Column(2)]), Y);

        bounded.Coefficients[1].Should().Be(0);
        GoldenFile.Deviation([bounded.Coefficients[0], bounded.Coefficients[2], bounded.Intercept], [.. without.Parameters], 1e-7, 0)
            .Should().BeLessThanOrEqualTo(1);
        bounded.Training.Converged.Should().BeTrue();
    }

    [Fact]
    public void Fit_Bounds_AreInTheUsersUnitsForEveryOptimizerThatTakesThem()
    {
        IOptimizer?[] optimizers = [null, new AcceleratedProximalGradient(), new ProximalGradient(), new Adam { LearningRate = 0.05 }];
        foreach (IOptimizer? optimizer in optimizers)
        {
            LinearModel model =
                new LinearRegression { Bounds = new Box([0, -0.1, -1], [1.5, 0.1, 1]), Optimizer = optimizer, Stopping = new() { MaxIterations = 20_000 } }
                .Fit(X, Y);

            model.Coefficients[0].Should().BeApproximately(1.5, 1e-12, $"{optimizer}");
            model.Coefficients[1].Should().BeApproximately(-0.1, 1e-12, $"{optimizer}");
            model.Coefficients[2].Should().BeInRange(-1, 1);
        }
    }

    [Fact]
    public void Fit_NonNegativeLasso_HasZerosAndNoNegative()
    {
        LinearModel model =
            new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.1), Bounds = new Box(0, double.PositiveInfinity) }.Fit(X, Y);

        model.Coefficients[1].Should().Be(0);
        model.Coefficients[0].Should().BePositive();
        model.Solver.Should().Be("coordinate descent on standardized features");
    }

    [Fact]
    public void Fit_PenaltiesThatDoNotFit_AreRefused()
    {
        var lasso = new LinearRegression { Penalty = new L1Penalty(0.1) };

        Refused(
            () => (lasso with { Optimizer = new Lbfgs() }).Fit(X, Y),
            "Lbfgs takes no penalty with a kink, 0.1 ‖w‖₁; use ProximalGradient, AcceleratedProximalGradient or no Optimizer.*",
            "Optimizer");
        Refused(
            () => (lasso with { Optimizer = new ProximalGradient(new L1Penalty(1)) }).Fit(X, Y),
            "The optimizer has a penalty of its own, 1 ‖w‖₁*",
            "Optimizer");
        Refused(() => new LinearRegression { Bounds = new Box(0, 1), Optimizer = new Bfgs() }.Fit(X, Y), "Bfgs takes no Bounds*", "Optimizer");
        Refused(() => new LinearRegression { Bounds = new Box([0, 0], [1, 1]) }.Fit(X, Y), "The Bounds has 2 coordinates; the model has 3.*", "Bounds");
        Refused(
            () => (lasso with { Penalty = new Simplex(1), Bounds = new Box(0, 1) }).Fit(X, Y),
            "Bounds go with a RidgePenalty, L1Penalty or ElasticNetPenalty*",
            "Bounds");
    }

    [Fact]
    public void ToString_SaysTheWholeObjective()
        => new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.1) }.ToString()
            .Should().Be("minimize HalfMeanSquaredError = (1/2n) Σ e² + 0.1 ‖w‖₁, w of standardized features; e = Xw + b − y; default solution");
}
