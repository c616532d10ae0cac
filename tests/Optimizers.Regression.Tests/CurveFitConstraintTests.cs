namespace Optimizers.Regression.Tests;

public sealed class CurveFitConstraintTests
{
    private static readonly Vector<double> T = V(0, 1, 2, 3, 4, 5);
    private static readonly Vector<double> Y = V(2.81, 1.955, 1.4383, 1.053, .8048, .658);
    private static readonly Vector<double> Start = V(2, 0.5, 0.3);

    public static TheoryData<string> WaysToHold => ["bounds", "fixed index", "fixed name", "optimizer's bounds", "Lbfgsb", "at its bound", "ProximalGradient", "exact, fixed", "exact, at its bound"];

    [Theory]
    [MemberData(nameof(WaysToHold))]
    public void Fit_ParameterHeld_IsNotFree(string how)
    {
        Box equal = new([double.NegativeInfinity, 0, 0.3], [10, 10, 0.3]), below = new([0, 0, -1], [10, 10, 0.3]);
        CurveFit settings = how switch
        {
            "bounds" => new CurveFit { Bounds = equal },
            "fixed index" or "exact, fixed" => new CurveFit { Fixed = [2] },
            "fixed name" => new CurveFit { ParameterNames = ["amplitude", "rate", "offset"], Fixed = ["offset"] },
            "optimizer's bounds" => new CurveFit { Optimizer = new LevenbergMarquardt { Bounds = equal } },
            "Lbfgsb" => new CurveFit { Optimizer = new Lbfgsb(equal) },
            "ProximalGradient" => new CurveFit { Optimizer = new ProximalGradient(equal) },
            _ => new CurveFit { Bounds = below },
        };
        // without a bound b2 would be 0.344
        FittedCurve fit = how.StartsWith("exact", StringComparison.Ordinal) ? settings.Fit(new Decay(), T, Y, Start) : settings.Fit((t, b) => (b[0] * Math.Exp(-b[1] * t)) + b[2], T, Y, Start);

        fit.Training.Converged.Should().BeTrue();
        fit.Parameters[2].Should().Be(0.3);
        fit.StandardErrors[0].Should().BeApproximately(0.01505, 5e-6);
        fit.StandardErrors[1].Should().BeApproximately(0.00451, 5e-6);
        fit.StandardErrors[2].Should().Be(0);
        fit.DegreesOfFreedom.Should().Be(4);
        fit.HeldParameters.Should().Equal(2);
        fit.UndeterminedParameters.Should().BeEmpty();
        fit.Covariance.Row(2).Should().AllSatisfy(value => value.Should().Be(0));
        fit.ConfidenceInterval(2).Should().Be((0.3, 0.3));
        fit.ToString().Should().Contain(how.Contains("at its bound", StringComparison.Ordinal) ? "0.3 at its bound" : how == "fixed name" ? "offset: 0.3 fixed" : "parameter 2: 0.3 fixed");
        fit.Training.Point.Should().Equal(fit.Parameters);
    }

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    private sealed class Decay : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => (b[0] * T.Exp(-b[1] * x)) + b[2];
    }
}
