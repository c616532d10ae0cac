namespace Optimizers.Regression.Tests;

public sealed class CurveFitRobustTests
{
    private static readonly Vector<double> X = Vector<double>.Build.Dense(12, i => 0.5 * i);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(
        12, i => (3 * Math.Exp(-0.4 * 0.5 * i)) + (0.05 * Math.Cos(9 * i)) + (i == 5 ? 2 : i == 8 ? -1.5 : 0));
    private static readonly Vector<double> Start = Vector<double>.Build.Dense([1, 0.1]);

    // by SciPy's least_squares with exact derivatives and tolerances of 1e-15; its cost is half of the value
    [Theory]
    [InlineData("SoftL1", 3.0247690107191136, 0.40279342770169296, 0.6867341989100808)]
    [InlineData("Huber", 3.021219449884394, 0.4022442789868418, 0.7061939125867437)]
    [InlineData("Cauchy", 3.020232785342303, 0.4031686296517136, 0.1256675663697786)]
    public void Fit_TwoOutliers_GivesTheParametersOfReference(string kind, double amplitude, double rate, double value)
    {
        RobustLoss loss = kind switch { "SoftL1" => RobustLoss.SoftL1(0.1), "Huber" => RobustLoss.Huber(0.1), _ => RobustLoss.Cauchy(0.1) };
        CurveFit[] ways = [
            new CurveFit { Loss = loss }, new CurveFit { Optimizer = new LevenbergMarquardt { Loss = loss } },
            new CurveFit { Loss = loss, Optimizer = new Lbfgs() }];

        foreach (CurveFit way in ways)
        {
            FittedCurve fit = way.Fit((x, b) => b[0] * Math.Exp(-b[1] * x), X, Y, Start);

            fit.Training.Converged.Should().BeTrue(fit.Training.ToString());
            fit.Parameters[0].Should().BeApproximately(amplitude, 1e-6);
            fit.Parameters[1].Should().BeApproximately(rate, 1e-6);
            fit.Training.Value.Should().BeApproximately(value, 1e-9);
            fit.ResidualSumOfSquares.Should().BeGreaterThan(6.25, "it is that of all samples");
            fit.Training.Iterations.Should().BeLessThan(200);
        }
    }

    [Fact]
    public void StandardErrors_OfHubersLoss_AreHubersEstimates()
    {
        FittedCurve fit = new CurveFit { Loss = RobustLoss.Huber(0.1) }.Fit((x, b) => b[0] * Math.Exp(-b[1] * x), X, Y, Start);

        fit.StandardErrors[0].Should().BeApproximately(0.05347121823967259, 1e-7);
        fit.StandardErrors[1].Should().BeApproximately(0.01205506355341171, 1e-7);
    }

    [Fact]
    public void Loss_OfALargeScale_IsLeastSquares()
    {
        FittedCurve robust = new CurveFit { Loss = RobustLoss.Huber(1e6) }.Fit((x, b) => b[0] * Math.Exp(-b[1] * x), X, Y, Start),
            squares = new CurveFit().Fit((x, b) => b[0] * Math.Exp(-b[1] * x), X, Y, Start);

        robust.Parameters.Should().Equal(squares.Parameters);
        (robust.Covariance - squares.Covariance).L2Norm().Should().BeLessThan(1e-14);
    }

    [Fact]
    public void Loss_TwiceOrWithKnownVariances_IsRefused()
    {
        Func<double, ReadOnlySpan<double>, double> model = (x, b) => b[0] * Math.Exp(-b[1] * x);
        var twice = new CurveFit { Loss = RobustLoss.Huber(1), Optimizer = new LevenbergMarquardt { Loss = RobustLoss.Huber(2) } };
        var known = new CurveFit { Loss = RobustLoss.Huber(1), Weights = X.Map(_ => 1.0), AbsoluteWeights = true };

        Refused(() => twice.Fit(model, X, Y, Start), "Loss is RobustLoss.Huber(1), that of LevenbergMarquardt RobustLoss.Huber(2); set one of them.*", "Loss");
        Refused(() => known.Fit(model, X, Y, Start), "AbsoluteWeights takes the errors for normal ones of known variance*", "AbsoluteWeights");
    }
}
