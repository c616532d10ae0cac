namespace Optimizers.Regression.Tests;

/// <summary>Targets far from 0: the intercept takes it up, and nothing else changes.</summary>
public sealed class ShiftedTargetsTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(40, 3, (i, j) => Math.Sin((i * (j + 1)) + j) * Math.Pow(10, j));

    // in steps of 2⁻¹⁰, so that y + 1e9 is not rounded
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(
        40, i => Math.Round(1024 * (5 + (2 * X[i, 0]) - (0.3 * X[i, 1]) + (0.01 * X[i, 2]) + (0.4 * Math.Cos(7 * i)))) / 1024);

    public static TheoryData<string, string, bool> Fits
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (string loss in new[] { "squares", "root", "sum", "Huber", "any Huber", "smooth", "log cosh", "absolute", "quantile", "tube" })
            {
                foreach (string penalty in new[] { "none", "lasso", "net", "ridge", "groups", "not negative", "bounds", "bounded lasso", "bounded ridge" })
                {
                    data.Add(loss, penalty, true);
                    data.Add(loss, penalty, false);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_TargetsFarFromZero_HasTheSameCoefficientsAndReason(string loss, string penalty, bool standardize)
    {
        LinearRegression regression = ScaledPenaltyTests.With(penalty) with { Loss = ScaledPenaltyTests.LossOf(loss), Standardize = standardize };
        LinearModel plain = regression.Fit(X, Y);

        plain.Training.Converged.Should().BeTrue(plain.Training.ToString());
        foreach (double shift in new[] { 1e3, -1e6, 1e9 })
        {
            LinearModel far = regression.Fit(X, Y + shift);

            double largest = plain.Coefficients.AbsoluteMaximum();
            GoldenFile.Deviation([.. far.Coefficients], [.. plain.Coefficients], 1e-9, 1e-12 + (1e-9 * largest))
                .Should().BeLessThanOrEqualTo(1, $"{shift}: {far.Training}");
            far.Intercept.Should().BeApproximately(plain.Intercept + shift, 1e-8 + (1e-15 * Math.Abs(shift)));
            far.Training.Reason.Should().Be(plain.Training.Reason);
            far.Training.Value.Should().BeApproximately(plain.Training.Value, 1e-9 * plain.Training.Value);
        }
    }

    [Fact]
    public void Fit_NamedOptimizers_HaveTheSameCoefficients()
    {
        IOptimizer[] optimizers = [new Lbfgs(), new Bfgs(), new ConjugateGradient(), new AcceleratedProximalGradient(), new LevenbergMarquardt()];
        foreach (IOptimizer optimizer in optimizers)
        {
            var regression = new LinearRegression { Optimizer = optimizer };
            LinearModel plain = regression.Fit(X, Y), far = regression.Fit(X, Y + 1e9);

            GoldenFile.Deviation([.. far.Coefficients], [.. plain.Coefficients], 1e-8, 1e-9).Should().BeLessThanOrEqualTo(1, $"{optimizer}: {far.Training}");
            (far.Training.Reason, far.Training.Iterations).Should().Be((plain.Training.Reason, plain.Training.Iterations), $"{optimizer}");
            plain.Training.Converged.Should().BeTrue($"{optimizer}: {plain.Training}");
        }
    }

    [Fact]
    public void Fit_ANamedOptimizerFromAStart_ShowsTheLossThere()
    {
        var regression =
            new LinearRegression { Optimizer = new GradientDescent { LearningRate = 0.1 }, Start = Vector<double>.Build.Dense([0.1, 0.2, 0.3, 4]) };
        double expected = ((X * regression.Start!.SubVector(0, 3)) + 4 - Y).PointwisePower(2).Average();

        regression.Fit(X, Y).LossHistory[0].Should().BeApproximately(expected, 1e-12 * expected, "the start is in the user's units");
    }

    /// <summary>Within bounds no vertex proves a minimum of kinks; where rounding stops the narrowest smoothing, the one before it counts.</summary>
    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(24, 0.7)]
    public void Fit_KinksWithinBounds_IsNotBlamed(int seed, double tau)
    {
        var random = new Random(seed);
        int d = 1 + (seed % 5), n = 20 + (7 * (seed % 20));
        Matrix<double> x = Matrix<double>.Build.Dense(n, d, (i, j) => (random.NextDouble() + 1000) * Math.Pow(10, seed % 3 * ((j % 4) - 2)));
        Vector<double> y = Vector<double>.Build.Dense(
            n,
            i => Enumerable.Range(0, d).Sum(j => ((x[i, j] / Math.Pow(10, seed % 3 * ((j % 4) - 2))) - 1000) * (j % 2 == 0 ? 1.5 : -1)) + random.NextDouble());
        foreach (bool intercept in new[] { true, false })
        {
            LinearModel model = new LinearRegression { Loss = Losses.Quantile(tau), Bounds = new Box(-1, 1), FitIntercept = intercept }.Fit(x, y);

            model.Training.Converged.Should().BeTrue(model.Training.ToString());
            model.Training.Explain().Should().NotContain("wrong");
            new Box(-1, 1).Contains([.. model.Coefficients]).Should().BeTrue();
        }
    }

    [Fact]
    public void Fit_HuberOfTargetsFarFromZero_IsNotBlamed()
    {
        LinearModel model = new LinearRegression { Loss = Losses.Huber(0.1) }.Fit(X, Y + 1e6);

        model.Training.Reason.Should().Be(StopReason.GradientTolerance);
        model.Training.Explain().Should().NotContain("wrong").And.NotContain("kink");
    }

    /// <summary>With a log link and no intercept, for which a column of ones stands, the units of counts must not matter either.</summary>
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void Fit_LogLinkWithoutIntercept_IsThatWithOneInEveryUnit(double unit)
    {
        Vector<double> counts = Vector<double>.Build.Dense(40, i => 1 + Math.Round(Math.Exp(1 + (0.5 * X[i, 0]) + Math.Sin(i * i))));
        Matrix<double> features = X.SubMatrix(0, 40, 0, 2), ones = features.Append(Matrix<double>.Build.Dense(40, 1, 1));
        foreach (ILoss loss in new[] { Losses.Poisson, Losses.Gamma, Losses.Tweedie(1.5) })
        {
            LinearModel with = new LinearRegression { Loss = loss }.Fit(features, counts),
                without = new LinearRegression { Loss = loss, FitIntercept = false }.Fit(ones, counts * unit);

            without.Training.Converged.Should().BeTrue(without.Training.ToString());
            GoldenFile.Deviation([without.Coefficients[0], without.Coefficients[1], without.Coefficients[2] - Math.Log(unit)], [.. with.Parameters], 1e-8, 1e-9)
                .Should().BeLessThanOrEqualTo(1, $"{loss}: {without.Coefficients} {without.Training}");
        }
    }
}
