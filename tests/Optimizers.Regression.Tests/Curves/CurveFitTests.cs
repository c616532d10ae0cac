using MathNet.Numerics.Distributions;

namespace Optimizers.Regression.Tests;

public sealed class CurveFitTests
{
    private static readonly Vector<double> X = Vector<double>.Build.Dense(12, i => 0.5 * i);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(12, i => (3 * Math.Exp(-0.4 * 0.5 * i)) + (0.05 * Math.Cos(9 * i)));
    private static readonly Vector<double> Start = Vector<double>.Build.Dense([1, 0.1]);

    [Fact]
    public void Fit_ThreeWaysToGiveTheModel_Agree()
    {
        FittedCurve exact = new CurveFit().Fit(new Exponential(), X, Y, Start);
        FittedCurve[] others =
        [
            new CurveFit().Fit(Decay, X, Y, Start),
            new CurveFit().Fit(DecayWithGradient, X, Y, Start),
            new CurveFit().Fit((ReadOnlySpan<double> x, ReadOnlySpan<double> b) => Decay(x[0], b), X.ToColumnMatrix(), Y, Start),
            new CurveFit().Fit((ReadOnlySpan<double> x, ReadOnlySpan<double> b, Span<double> g) => DecayWithGradient(x[0], b, g), X.ToColumnMatrix(), Y, Start),
            new CurveFit { Difference = new RiddersDifference() }.Fit(Decay, X, Y, Start),
            new CurveFit { Difference = new CentralDifference(1e-5) }.Fit(Decay, X, Y, Start),
            new CurveFit { Optimizer = new Lbfgs(), Stopping = new StoppingCriteria { GradientTolerance = 1e-8 } }.Fit(new Exponential(), X, Y, Start),
        ];

        foreach (FittedCurve other in others)
        {
            other.Training.Converged.Should().BeTrue();
            (other.Parameters - exact.Parameters).L2Norm().Should().BeLessThan(1e-7);
            (other.Covariance - exact.Covariance).L2Norm().Should().BeLessThan(1e-6 * exact.Covariance.L2Norm());
        }
    }

    [Fact]
    public void Fit_Line_GivesTheErrorsOfTheTextbook()
    {
        FittedCurve line = new CurveFit().Fit((x, b) => b[0] + (b[1] * x), X, Y, Start);

        double mean = X.Average(),
            spread = X.Sum(x => (x - mean) * (x - mean)), rss = (Y - line.Predict(X)).DotProduct(Y - line.Predict(X)), variance = rss / 10;
        line.ResidualSumOfSquares.Should().BeApproximately(rss, 1e-12);
        line.ResidualStandardDeviation.Should().BeApproximately(Math.Sqrt(variance), 1e-12);
        line.DegreesOfFreedom.Should().Be(10);
        line.StandardErrors[0].Should().BeApproximately(Math.Sqrt(variance * ((1.0 / 12) + (mean * mean / spread))), 1e-9);
        line.StandardErrors[1].Should().BeApproximately(Math.Sqrt(variance / spread), 1e-9);
        line.Covariance[0, 1].Should().BeApproximately(-mean * variance / spread, 1e-9);
        (double low, double high) = line.ConfidenceInterval(1);
        double half = StudentT.InvCDF(0, 1, 10, 0.975) * line.StandardErrors[1];
        low.Should().BeApproximately(line.Parameters[1] - half, 1e-12);
        high.Should().BeApproximately(line.Parameters[1] + half, 1e-12);
        (line.ConfidenceInterval(1, 0.99).High - line.Parameters[1]).Should().BeGreaterThan(half);
        line.ToString().Should().Contain("parameter 0: ").And.Contain(" ± ").And.Contain("10 degrees of freedom");
        line.Training.Value.Should().Be(line.ResidualSumOfSquares);
        line.Predict(2.0).Should().BeApproximately(line.Parameters[0] + (2 * line.Parameters[1]), 1e-14);
    }

    [Fact]
    public void Fit_SeveralFeatures_FitsAPlane()
    {
        Matrix<double> features = Matrix<double>.Build.Dense(9, 2, (i, j) => j == 0 ? i % 3 : i / 3);
        Vector<double> targets = features * Vector<double>.Build.Dense([2, -3]);

        FittedCurve plane = new CurveFit().Fit(new Plane(), features, targets, Start);

        plane.Parameters[0].Should().BeApproximately(2, 1e-12);
        plane.Parameters[1].Should().BeApproximately(-3, 1e-12);
        (plane.Predict(features) - targets).L2Norm().Should().BeLessThan(1e-12);
        Refused(() => plane.Predict(1.0), "X has 1 columns; the model was fitted on 2.*", "X");
        Refused(() => plane.Predict(features.SubMatrix(0, 9, 0, 1)), "X has 1 columns; the model was fitted on 2.*", "X");
    }

    [Fact]
    public void Weights_AreThoseOfRepeatedSamples()
    {
        Vector<double> weights = Vector<double>.Build.Dense(12, i => 1 + (i % 3));
        int[] rows = [.. Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        Vector<double> x = Vector<double>.Build.DenseOfEnumerable(rows.Select(i => X[i])), y = Vector<double>.Build.DenseOfEnumerable(rows.Select(i => Y[i]));

        FittedCurve weighted = new CurveFit { Weights = weights, AbsoluteWeights = true }.Fit(new Exponential(), X, Y, Start),
            relative = new CurveFit { Weights = weights }.Fit(new Exponential(), X, Y, Start);
        FittedCurve repeated = new CurveFit().Fit(new Exponential(), x, y, Start);

        (weighted.Parameters - repeated.Parameters).L2Norm().Should().BeLessThan(1e-9);
        weighted.ResidualSumOfSquares.Should().BeApproximately(repeated.ResidualSumOfSquares, 1e-12);
        double variance = repeated.ResidualSumOfSquares / repeated.DegreesOfFreedom;
        (weighted.Covariance * variance).L2Norm().Should().BeApproximately(repeated.Covariance.L2Norm(), 1e-9);
        (weighted.Covariance * relative.ResidualSumOfSquares / 10).L2Norm().Should().BeApproximately(relative.Covariance.L2Norm(), 1e-9);
        (weighted.ConfidenceInterval(0).High - weighted.Parameters[0]).Should().BeApproximately(1.959963984540054 * weighted.StandardErrors[0], 1e-9);
    }

    [Fact]
    public void Weights_OfZero_LeaveSamplesOut()
    {
        Vector<double> weights = Vector<double>.Build.Dense(12, i => i < 8 ? 1 : 0);

        FittedCurve some = new CurveFit { Weights = weights }.Fit(new Exponential(), X, Y, Start),
            fewer = new CurveFit().Fit(new Exponential(), X.SubVector(0, 8), Y.SubVector(0, 8), Start);

        (some.Parameters - fewer.Parameters).L2Norm().Should().BeLessThan(1e-9);
        some.DegreesOfFreedom.Should().Be(6);
        (some.StandardErrors - fewer.StandardErrors).L2Norm().Should().BeLessThan(1e-9);
    }

    [Fact]
    public void Fit_ParametersThatTheDataDoNotDetermine_AreNamed()
    {
        // only b0·b1 and b2 can be known; b3 has no effect at all
        Func<double, ReadOnlySpan<double>, double> model = (x, b) => (b[0] * b[1]) + (b[2] * x) + (0 * b[3]);
        Vector<double> start = Vector<double>.Build.Dense([1, 1, 1, 1]);

        foreach (FittedCurve fit in (FittedCurve[])[new CurveFit().Fit(model, X, Y, start), new CurveFit().Fit(new Undetermined(), X, Y, start)])
        {
            fit.Training.Converged.Should().BeTrue();
            fit.UndeterminedParameters.Should().Equal(0, 1, 3);
            fit.StandardErrors.Should().Equal(double.PositiveInfinity, double.PositiveInfinity, fit.StandardErrors[2], double.PositiveInfinity);
            fit.StandardErrors[2].Should().BeApproximately(new CurveFit().Fit((x, b) => b[0] + (b[1] * x), X, Y, Start).StandardErrors[1], 1e-8);
            fit.Covariance[0, 2].Should().Be(double.NaN);
            fit.DegreesOfFreedom.Should().Be(10);
            fit.ConfidenceInterval(3).Should().Be((double.NegativeInfinity, double.PositiveInfinity));
        }
    }

    [Fact]
    public void Fit_AsManySamplesAsParameters_HasNoErrors()
    {
        FittedCurve fit = new CurveFit().Fit(new Exponential(), X.SubVector(0, 2), Y.SubVector(0, 2), Start);

        fit.DegreesOfFreedom.Should().Be(0);
        fit.ResidualSumOfSquares.Should().BeLessThan(1e-20);
        fit.ResidualStandardDeviation.Should().Be(fit.ResidualSumOfSquares > 0 ? double.PositiveInfinity : double.NaN);
        fit.StandardErrors.Should().Equal(double.PositiveInfinity, double.PositiveInfinity);
    }

    [Fact]
    public void Fit_ModelNotFiniteAtTheStart_SaysSo()
    {
        FittedCurve fit = new CurveFit().Fit((x, b) => Math.Log(b[0]) * x, X, Y, Vector<double>.Build.Dense([-1]));

        fit.Training.Reason.Should().Be(StopReason.NotFinite);
        fit.Parameters.Should().Equal(-1);
        fit.StandardErrors.Should().Equal(double.NaN);
        fit.ResidualSumOfSquares.Should().Be(double.NaN);
    }

    [Fact]
    public void Fit_DerivativeOfTheWrongSign_IsNamedThoughTheSamplesAreGone()
    {
        FittedCurve fit = new CurveFit().Fit(
            (t, b, gradient) =>
            {
                (gradient[0], gradient[1]) = (Math.Exp(-b[1] * t), b[0] * t * Math.Exp(-b[1] * t));
                return b[0] * Math.Exp(-b[1] * t);
            },
            Vector<double>.Build.Dense([0, 1, 2, 3, 4]),
            Vector<double>.Build.Dense([5.1, 3, 1.9, 1.1, 0.7]),
            Vector<double>.Build.Dense([4, 0.3]));

        fit.Training.Converged.Should().BeFalse();
        fit.Training.Explain().Should().Contain("1").And.Contain("wrong");
    }

    [Fact]
    public void Fit_BadInput_SaysWhatAndWhere()
    {
        Vector<double> holed = Y.Clone(), endless = X.Clone(), negative = Vector<double>.Build.Dense(12, i => i == 5 ? -1 : 1);
        (holed[3], endless[7]) = (double.NaN, double.PositiveInfinity);

        Refused(() => new CurveFit().Fit(Decay, X, Y.SubVector(0, 11), Start), "x has 12 entries and y has 11; each sample needs one of both.*", "y");
        Refused(() => new CurveFit().Fit(Decay, X, holed, Start), "Row 3 of y is NaN; every entry must be finite (counted from 0).*", "y");
        Refused(() => new CurveFit().Fit(Decay, endless, Y, Start), "Row 7 of x is Infinity; every entry must be finite (counted from 0).*", "x");
        Refused(
            () => new CurveFit().Fit(Decay, X.SubVector(0, 1), Y.SubVector(0, 1), Start),
            "There are 1 samples for 2 parameters; there must be at least as many.*",
            "y");
        Refused(
            () => new CurveFit().Fit(Decay, X, Y, Vector<double>.Build.Dense([1, double.NaN])),
            "Coordinate 1 of the start is NaN; every coordinate must be finite.*",
            "start");
        Refused(() => new CurveFit { Weights = Start }.Fit(Decay, X, Y, Start), "There are 2 weights for 12 samples.*", "Weights");
        Refused(
            () => new CurveFit { Weights = negative }.Fit(Decay, X, Y, Start),
            "Row 5 of Weights is -1; every weight must be finite and at least 0 (counted from 0).*",
            "Weights");
        Refused(
            () => new CurveFit { Weights = Y * 0 }.Fit(Decay, X, Y, Start),
            "There are 0 samples of a weight above 0 for 2 parameters; there must be at least as many.*",
            "y");
        Refused(
            () => new CurveFit { AbsoluteWeights = true }.Fit(Decay, X, Y, Start),
            "AbsoluteWeights needs Weights, 1/σ² of each sample; there are none.*",
            "AbsoluteWeights");
        Refused(() => new CurveFit().Fit(Decay, X, Y, Start).ConfidenceInterval(2), "There is no parameter 2; there are 2, counted from 0.*", "parameter");
        Refused(() => new CurveFit().Fit(Decay, X, Y, Start).ConfidenceInterval(0, 1), "level must be above 0 and below 1; it is 1.*", "level");
        Refused(() => new CurveFit().Fit((Func<double, ReadOnlySpan<double>, double>)null!, X, Y, Start), "*", "model");
        Refused(() => _ = new CurveFit { Optimizer = null! }, "*", "Optimizer");
    }

    private static double Decay(double x, ReadOnlySpan<double> b) => b[0] * Math.Exp(-b[1] * x);

    private static double DecayWithGradient(double x, ReadOnlySpan<double> b, Span<double> gradient)
    {
        double e = Math.Exp(-b[1] * x);
        (gradient[0], gradient[1]) = (e, -b[0] * x * e);
        return b[0] * e;
    }

    private sealed class Exponential : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => b[0] * T.Exp(-b[1] * x);
    }

    private sealed class Undetermined : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => (b[0] * b[1]) + (b[2] * x) + (0 * b[3]);
    }

    private sealed class Plane : ISurface
    {
        public T Evaluate<T>(ReadOnlySpan<double> x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => (b[0] * x[0]) + (b[1] * x[1]);
    }
}
