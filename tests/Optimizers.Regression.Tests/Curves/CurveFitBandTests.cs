using MathNet.Numerics.Distributions;

namespace Optimizers.Regression.Tests;

public sealed class CurveFitBandTests
{
    private static readonly Vector<double> X = Vector<double>.Build.Dense(12, i => 0.5 * i);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(12, i => (3 * Math.Exp(-0.4 * 0.5 * i)) + (0.05 * Math.Cos(9 * i)));
    private static readonly Vector<double> Start = Vector<double>.Build.Dense([1, 0.1]);

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.5)]
    public void Bands_OfALine_AreThoseOfTheTextbook(double level)
    {
        FittedCurve line = new CurveFit().Fit((x, b) => b[0] + (b[1] * x), X, Y, Start);

        double mean = X.Average(),
            spread = X.Sum(x => (x - mean) * (x - mean)), quantile = StudentT.InvCDF(0, 1, 10, (1 + level) / 2), s = line.ResidualStandardDeviation;
        (Vector<double> low, Vector<double> high) = line.ConfidenceBand(Vector<double>.Build.Dense([-3, 0, 2.2, 40]), level);
        int i = 0;
        foreach (double x in (double[])[-3, 0, 2.2, 40])
        {
            double leverage = (1.0 / 12) + ((x - mean) * (x - mean) / spread), center = line.Predict(x);
            line.ConfidenceBand(x, level).Low.Should().BeApproximately(center - (quantile * s * Math.Sqrt(leverage)), 1e-9);
            line.ConfidenceBand(x, level).High.Should().BeApproximately(center + (quantile * s * Math.Sqrt(leverage)), 1e-9);
            line.PredictionBand(x, level).High.Should().BeApproximately(center + (quantile * s * Math.Sqrt(1 + leverage)), 1e-9);
            line.PredictionBand(x, level, weight: 4).High.Should().BeApproximately(center + (quantile * s * Math.Sqrt(0.25 + leverage)), 1e-9);
            (low[i], high[i++]).Should().Be(line.ConfidenceBand(x, level));
        }
    }

    [Theory]
    [InlineData(100, 12.744992638402664, 12.83598826016302, 12.563900856975707, 13.017080041589978)]
    [InlineData(1000, 100.7721499839703, 101.44000338881735, 100.70510307736392, 101.50705029542372)]
    public void Bands_OfMisra1a_AreThoseOfTheDeltaMethod(double x, double low, double high, double lowest, double highest)
    {
        // from the certified parameters, refined, and the quantile of SciPy
        NistProblem problem = NistProblem.Read("Misra1a");
        FittedCurve exact = new CurveFit().Fit(new NistModel("Misra1a"), problem.X, problem.Y, problem.Starts[1]);
        FittedCurve byValue = new CurveFit().Fit((x, b) => b[0] * (1 - Math.Exp(-b[1] * x)), problem.X.Column(0), problem.Y, problem.Starts[1]);

        foreach (FittedCurve fit in (FittedCurve[])[exact, byValue])
        {
            Matrix<double> one = Matrix<double>.Build.Dense(1, 1, x);
            fit.ConfidenceBand(one).Low[0].Should().BeApproximately(low, 1e-6);
            fit.ConfidenceBand(one).High[0].Should().BeApproximately(high, 1e-6);
            fit.PredictionBand(one).Low[0].Should().BeApproximately(lowest, 1e-6);
            fit.PredictionBand(one).High[0].Should().BeApproximately(highest, 1e-6);
        }
    }

    [Fact]
    public void Bands_OfAbsoluteWeights_AreNormal()
    {
        FittedCurve fit = new CurveFit { Weights = X.Map(_ => 4.0), AbsoluteWeights = true }.Fit((x, b) => b[0] + (b[1] * x), X, Y, Start);

        double mean = X.Average(), leverage = ((1.0 / 12) + (mean * mean / X.Sum(x => (x - mean) * (x - mean)))) / 4;
        (fit.ConfidenceBand(0).High - fit.Predict(0)).Should().BeApproximately(1.959963984540054 * Math.Sqrt(leverage), 1e-9);
        (fit.PredictionBand(0, weight: 4).High - fit.Predict(0)).Should().BeApproximately(1.959963984540054 * Math.Sqrt(leverage + 0.25), 1e-9);
    }

    [Fact]
    public void Bands_WhereTheDataDoNotDetermineAllParameters_AreFiniteWhereTheCurveIsKnown()
    {
        // the sum of b0 and b1 is known; b2 counts from 6 on only
        FittedCurve fit = new CurveFit().Fit((x, b) => b[0] + b[1] + (x > 6 ? b[2] : 0), X, Y, Vector<double>.Build.Dense([1, 1, 1]));

        (fit.ConfidenceBand(3.0).High - Y.Average())
            .Should().BeApproximately(StudentT.InvCDF(0, 1, 11, 0.975) * fit.ResidualStandardDeviation / Math.Sqrt(12), 1e-6);
        fit.ConfidenceBand(7.0).Should().Be((double.NegativeInfinity, double.PositiveInfinity));
        fit.PredictionBand(7.0).Should().Be((double.NegativeInfinity, double.PositiveInfinity));
    }

    [Fact]
    public void Bands_OfHeldParameters_TakeThemForKnown()
    {
        FittedCurve fit = new CurveFit { Fixed = [0] }.Fit((x, b) => b[0] + (b[1] * x), X, Y, Start),
            atBound = new CurveFit { Bounds = new Box([5, -9], [9, -5]) }.Fit((x, b) => b[0] + (b[1] * x), X, Y, Start);

        fit.ConfidenceBand(0.0).Should().Be((1, 1));
        fit.ConfidenceBand(2.0).High.Should().BeApproximately(fit.Predict(2.0) + (StudentT.InvCDF(0, 1, 11, 0.975) * 2 * fit.StandardErrors[1]), 1e-9);
        atBound.HeldParameters.Should().Equal(0, 1);
        atBound.DegreesOfFreedom.Should().Be(12);
        atBound.ConfidenceBand(2.0).Should().Be((-1, -1));
    }

    [Fact]
    public void Bands_WithoutDegreesOfFreedom_AreInfinite()
    {
        FittedCurve fit = new CurveFit().Fit((x, b) => b[0] + (b[1] * x), X.SubVector(0, 2), Y.SubVector(0, 2), Start);

        fit.ConfidenceBand(0.3).Should().Be((double.NegativeInfinity, double.PositiveInfinity));
        fit.PredictionBand(0.3).Should().Be((double.NegativeInfinity, double.PositiveInfinity));
    }

    [Fact]
    public void Bands_BadInput_IsRefused()
    {
        FittedCurve fit = new CurveFit().Fit((x, b) => b[0] + (b[1] * x), X, Y, Start);

        Refused(() => fit.ConfidenceBand(1.0, 1), "level must be above 0 and below 1; it is 1.*", "level");
        Refused(() => fit.PredictionBand(1.0, 0), "level must be above 0 and below 1; it is 0.*", "level");
        Refused(() => fit.PredictionBand(1.0, weight: 0), "weight must be a finite number above 0; it is 0.*", "weight");
        Refused(() => fit.ConfidenceBand(double.NaN), "Row 0 of x is NaN*", "x");
        Refused(() => fit.ConfidenceBand(Matrix<double>.Build.Dense(2, 3)), "X has 3 columns; the model was fitted on 1.*", "X");
        Refused(() => fit.ConfidenceBand((Vector<double>)null!), "*", "x");
    }
}
