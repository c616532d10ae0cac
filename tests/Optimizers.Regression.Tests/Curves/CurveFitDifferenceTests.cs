namespace Optimizers.Regression.Tests;

public sealed class CurveFitDifferenceTests
{
    private static readonly Vector<double> Times = Vector<double>.Build.Dense(21, i => (i - 10) / 5.0);

    [Fact]
    public void Fit_ParameterThatIs0AtTheOptimum_HasItsStandardError()
    {
        FittedCurve fit = new CurveFit().Fit((t, p) => p[0] + (p[1] * t), V(0, 1, 2), V(1, -1, 3), V(1, 1));

        fit.Parameters[0].Should().BeApproximately(0, 1e-7);
        fit.Parameters[1].Should().BeApproximately(1, 1e-7);
        fit.StandardErrors[0].Should().BeApproximately(Math.Sqrt(5), 1e-7);
        fit.StandardErrors[1].Should().BeApproximately(Math.Sqrt(3), 1e-7);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1e9)]
    [InlineData(1e-15, 1)]
    [InlineData(0, 1e-9)]
    public void Fit_GaussianCentredAt0_DeterminesTheCentre(double start, double unit)
    {
        Vector<double> noise = Vector<double>.Build.Dense(21, i => 0.01 * Math.Cos((i - 10) * 2.0));
        Vector<double> y = Times.Map(t => 3 * Math.Exp(-t * t / 2)) + noise;

        FittedCurve fit = new CurveFit().Fit(
            (t, p) => p[0] * Math.Exp(-(t - p[1]) * (t - p[1]) / (2 * p[2] * p[2])), Times * unit, y, V(2.5, start * unit, 0.8 * unit));

        fit.DegreesOfFreedom.Should().Be(18);
        fit.UndeterminedParameters.Should().BeEmpty();
        (fit.Parameters[1] / unit).Should().BeApproximately(0, 1e-8);
        FittedCurve exact = new CurveFit().Fit(new Gaussian(), Times * unit, y, V(2.5, start * unit, 0.8 * unit));
        for (int j = 0; j < 3; j++)
        {
            (fit.StandardErrors[j] / exact.StandardErrors[j]).Should().BeApproximately(1, 1e-6);
        }
    }

    [Fact]
    public void Fit_PerfectFitWithAParameterThatIs0_HasAllDegreesOfFreedom()
    {
        FittedCurve fit = new CurveFit().Fit((t, p) => p[0] + (p[1] * t) + (p[2] * t * t), Times, Times.Map(t => 2 * t), V(1, 1, 1));

        fit.UndeterminedParameters.Should().BeEmpty();
        fit.DegreesOfFreedom.Should().Be(18);
        (fit.Parameters - V(0, 2, 0)).L2Norm().Should().BeLessThan(1e-9);
    }

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    private sealed class Gaussian : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => b[0] * T.Exp(-((x - b[1]) * (x - b[1])) / (2 * b[2] * b[2]));
    }
}
