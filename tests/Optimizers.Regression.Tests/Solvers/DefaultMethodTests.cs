namespace Optimizers.Regression.Tests;

public sealed class DefaultMethodTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(60, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Counts = Vector<double>.Build.Dense(60, i => 1 + Math.Round(Math.Exp(1 + (0.5 * X[i, 0]) + Math.Sin(i * i))));

    public static TheoryData<string, double> Scales
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in new[] { "Gamma", "Tweedie", "Poisson" })
            {
                foreach (double scale in new[] { 1e-12, 1e-9, 1e6, 1e12 })
                {
                    data.Add(name, scale);
                }
            }

            return data;
        }
    }

    /// <summary>With a log link units are a matter of the intercept: the tolerance must not be one of the gradient at predictions that are off by a factor of
    /// 10¹².</summary>
    [Theory]
    [MemberData(nameof(Scales))]
    public void Fit_LogLink_DoesNotDependOnTheUnitsOfTargets(string name, double scale)
    {
        foreach (IPenalty? penalty in name == "Gamma" ? [null, new RidgePenalty(0.1), new L1Penalty(0.05)] : new IPenalty?[] { null })
        {
            var regression = new LinearRegression { Loss = LossOf(name), Penalty = penalty };
            LinearModel plain = regression.Fit(X, Counts), scaled = regression.Fit(X, Counts * scale);

            scaled.Training.Converged.Should().BeTrue(scaled.Training.ToString());
            Near(scaled, plain, Math.Log(scale));
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Fit_LogLink_DoesNotDependOnTheUnitsOfExposure(string name, double scale)
    {
        var regression = new LinearRegression { Loss = LossOf(name) };
        Vector<double> exposure = Vector<double>.Build.Dense(60, i => 1 + (i % 5));
        TrainingData data = TrainingData.From(X, Counts);
        LinearModel plain = regression.Fit(data.WithExposure(exposure)), scaled = regression.Fit(data.WithExposure(exposure * scale));

        scaled.Training.Converged.Should().BeTrue(scaled.Training.ToString());
        Near(scaled, plain, -Math.Log(scale));
    }

    /// <summary>Targets far from 0 leave fewer digits; a fit that does not have them must not say that it converged.</summary>
    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Fit_LassoOfTargetsFarFromZero_IsRightOrSaysThatItIsNot(double offset)
    {
        var lasso = new LinearRegression { Loss = Losses.HalfMeanSquaredError, Penalty = new L1Penalty(0.1) };
        LinearModel plain = lasso.Fit(X, Counts), far = lasso.Fit(X, Counts + offset);

        double error = (far.Coefficients - plain.Coefficients).L2Norm() / plain.Coefficients.L2Norm();
        (error < 1e-8 || !far.Training.Converged).Should().BeTrue($"the error is {error}: {far.Training}");
        error.Should().BeLessThan(1e-4);
    }

    private static ILoss LossOf(string name) => name switch { "Gamma" => Losses.Gamma, "Tweedie" => Losses.Tweedie(1.5), _ => Losses.Poisson };

    private static void Near(LinearModel scaled, LinearModel plain, double shift)
    {
        GoldenFile.Deviation([.. scaled.Coefficients], [.. plain.Coefficients], 1e-9, 1e-10).Should().BeLessThanOrEqualTo(1);
        scaled.Intercept.Should().BeApproximately(plain.Intercept + shift, 1e-9);
    }
}
