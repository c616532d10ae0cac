namespace Optimizers.Regression.Tests;

public sealed class CurveFitConstraintTests
{
    private static readonly Vector<double> T = V(0, 1, 2, 3, 4, 5);
    private static readonly Vector<double> Y = V(2.81, 1.955, 1.4383, 1.053, .8048, .658);
    private static readonly Vector<double> Start = V(2, 0.5, 0.3);

    public static TheoryData<string> WaysToHold
        => ["bounds", "fixed index", "fixed name", "optimizer's bounds", "Lbfgsb", "at its bound", "ProximalGradient", "exact, fixed", "exact, at its bound"];

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
        FittedCurve fit = how.StartsWith("exact", StringComparison.Ordinal)
            ? settings.Fit(new Decay(), T, Y, Start)
            : settings.Fit((t, b) => (b[0] * Math.Exp(-b[1] * t)) + b[2], T, Y, Start);

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
        fit.ToString().Should().Contain(
            how.Contains("at its bound", StringComparison.Ordinal) ? "0.3 at its bound" : how == "fixed name" ? "offset: 0.3 fixed" : "parameter 2: 0.3 fixed");
        fit.Training.Point.Should().Equal(fit.Parameters);
    }

    [Fact]
    public void Fit_WithinBounds_EvaluatesNowhereOutsideAndAgreesWithReference()
    {
        var box = new Box([0, 0.38, -1], [10, 1, 0.3]);
        int outside = 0;

        FittedCurve fit = new CurveFit { Bounds = box }.Fit(
            (t, b) =>
            {
                outside += box.Contains(b) ? 0 : 1;
                return (b[0] * Math.Exp(-b[1] * t)) + b[2];
            },
            T,
            Y,
            V(-5, 3, 0.3));

        outside.Should().Be(0);
        fit.ConfidenceBand(V(0, 9)).Low.Count.Should().Be(2);
        outside.Should().Be(0);
        // by SciPy's least_squares
        fit.Parameters[0].Should().BeApproximately(2.49987844, 1e-6);
        fit.Parameters[1].Should().BeApproximately(0.39835564, 1e-6);
        fit.Parameters[2].Should().Be(0.3);
        fit.ResidualSumOfSquares.Should().BeApproximately(0.00109114257, 1e-10);
    }

    [Fact]
    public void Fit_FixedParameter_IsNotMovedByDifferences()
    {
        FittedCurve fit = new CurveFit { Fixed = [1], ParameterNames = ["a", "rate", "c"] }.Fit(
            (t, b) => b[1] == 0.5 ? (b[0] * Math.Exp(-b[1] * t)) + b[2] : throw new InvalidOperationException("moved"), T, Y, Start);

        fit.Parameters[1].Should().Be(0.5);
        fit.ParameterNames.Should().Equal("a", "rate", "c");
        fit.DegreesOfFreedom.Should().Be(4);
        fit.PredictionBand(7.0).High.Should().BeGreaterThan(fit.Predict(7.0));
    }

    [Theory]
    [InlineData(typeof(Lbfgs))]
    [InlineData(typeof(Bfgs))]
    [InlineData(typeof(NewtonCg))]
    public void Bounds_OfAnOptimizerThatKnowsNone_AreRefused(Type type)
        => Refused(
            () => new CurveFit { Bounds = new Box(0, 10), Optimizer = (IOptimizer)Activator.CreateInstance(type)! }.Fit(new Decay(), T, Y, Start),
            $"{type.Name} cannot keep to Bounds;*",
            "Optimizer");

    [Fact]
    public void Bounds_OfAnUpdateRule_AreKept()
    {
        FittedCurve fit = new CurveFit { Bounds = new Box([0, 0, 0.3], [10, 10, 0.3]), Optimizer = new Adam { LearningRate = 0.05 } }
            .Fit(new Decay(), T, Y, Start);

        fit.Parameters[2].Should().Be(0.3);
        fit.Parameters[0].Should().BeApproximately(2.49987844, 1e-3);
    }

    [Fact]
    public void Settings_ThatDoNotFit_AreRefused()
    {
        Refused(() => Fit(new CurveFit { Bounds = new Box([0, 0], [1, 1]) }), "The start has 3 coordinates; the box bounds 2.*", "start");
        Refused(() => Fit(new CurveFit { Fixed = [3] }), "There is no parameter 3; there are 3, counted from 0.*", "Fixed");
        Refused(() => Fit(new CurveFit { Fixed = ["offset"] }), "There is no parameter named offset; set ParameterNames to give names.*", "Fixed");
        Refused(
            () => Fit(new CurveFit { Fixed = ["offset"], ParameterNames = ["a", "b", "c"] }),
            "There is no parameter named offset; there are a, b, c.*",
            "Fixed");
        Refused(() => Fit(new CurveFit { ParameterNames = ["a", "b"] }), "There are 2 names for 3 parameters.*", "ParameterNames");
        Refused(() => Fit(new CurveFit { ParameterNames = ["a", "b", "a"] }), "*", "ParameterNames");
        Refused(() => Fit(new CurveFit { Fixed = [0, 1, 2] }), "All parameters are fixed; at least one must be free to be fitted.*", "Fixed");
        Refused(() => Fit(new CurveFit { Fixed = [2], Bounds = new Box(1, 10) }), "Parameter 2 is fixed at 0.3; its bounds are 1 and 10.*", "Fixed");
        Refused(
            () => Fit(new CurveFit { Bounds = new Box(0, 10), Optimizer = new Lbfgsb(new Box(0, 11)) }),
            "Bounds is Box*, that of Lbfgsb Box*; set one of them.*",
            "Bounds");
        Refused(() => _ = new CurveFit { Fixed = null! }, "*", "Fixed");
        Refused(() => _ = new CurveParameter(-1), "*", "index");
        new CurveFit { Fixed = [2, "rate"] }.ToString().Should().Contain("Fixed = [2, rate]");

        static FittedCurve Fit(CurveFit settings) => settings.Fit(new Decay(), T, Y, Start);
    }

    [Fact]
    public void Fit_FewerSamplesThanParametersButNotThanFreeOnes_IsPossible()
    {
        FittedCurve fit = new CurveFit { Fixed = [2] }.Fit(new Decay(), T.SubVector(0, 2), Y.SubVector(0, 2), Start);

        fit.DegreesOfFreedom.Should().Be(0);
        fit.Training.Converged.Should().BeTrue();
        Refused(
            () => new CurveFit { Fixed = [2] }.Fit(new Decay(), T.SubVector(0, 1), Y.SubVector(0, 1), Start),
            "There are 1 samples for 2 free parameters; there must be at least as many.*",
            "y");
    }

    [Fact]
    public void Fit_ParametersUndetermined_SaysSoInReasonAndExplanation()
    {
        FittedCurve fit = new CurveFit().Fit((t, b) => (b[0] * b[1]) + (b[2] * t), T, Y, V(1, 1, 1)),
            known = new CurveFit { Fixed = [1] }.Fit((t, b) => (b[0] * b[1]) + (b[2] * t), T, Y, V(1, 1, 1));

        fit.Training.Reason.Should().Be(StopReason.Undetermined);
        fit.Training.UndeterminedCoordinates.Should().Equal(0, 1);
        fit.Training.ToString().Should().StartWith("Converged, but the data leave coordinates 0, 1 undetermined");
        fit.Training.Explain().Should().Contain("Other values of coordinates 0, 1 give the same predictions");
        fit.Training.EnsureConverged().Should().BeSameAs(fit.Training);
        known.Training.Reason.Should().NotBe(StopReason.Undetermined);
        known.Training.UndeterminedCoordinates.Should().BeEmpty();
        known.Training.Explain().Should().NotContain("undetermined").And.NotContain("Other values");
        (known.Predict(3.0) - fit.Predict(3.0)).Should().BeApproximately(0, 1e-7);
    }

    [Fact]
    public void Fit_WeightOf0_LeavesOutWhatIsNotANumber()
    {
        Vector<double> t = V(0, 1, 2, -1, 3, 4, 5), y = V(2.81, 1.955, 1.4383, double.NaN, 1.053, .8048, .658), weights = V(1, 1, 1, 0, 1, 1, 1), x = t.Clone();
        x[3] = double.NaN;
        FittedCurve plain = new CurveFit { Fixed = [2] }.Fit(new Decay(), T, Y, Start);

        FittedCurve byValue = new CurveFit { Fixed = [2], Weights = weights }.Fit(
            (t, b) => t < 0 ? throw new InvalidOperationException("evaluated") : (b[0] * Math.Exp(-b[1] * t)) + b[2], t, y, Start);
        FittedCurve exact = new CurveFit { Fixed = [2], Weights = weights }.Fit(new Decay(), x, y, Start);
        FittedCurve ofMatrix = new CurveFit { Fixed = [2], Weights = weights }.Fit(
            (ReadOnlySpan<double> x, ReadOnlySpan<double> b) => (b[0] * Math.Exp(-b[1] * x[0])) + b[2], x.ToColumnMatrix(), y, Start);

        foreach (FittedCurve fit in (FittedCurve[])[byValue, exact, ofMatrix])
        {
            fit.DegreesOfFreedom.Should().Be(4);
            (fit.Parameters - plain.Parameters).L2Norm().Should().BeLessThan(1e-8);
            (fit.StandardErrors - plain.StandardErrors).L2Norm().Should().BeLessThan(1e-8);
        }

        weights[3] = 1e-300;
        Refused(
            () => new CurveFit { Weights = weights }.Fit(new Decay(), t, y, Start), "Row 3 of y is NaN; every entry must be finite (counted from 0).*", "y");
    }

    [Fact]
    public void Covariance_OfManySamples_NeedsMemoryInProportion()
    {
        double[] jacobian = [.. Enumerable.Range(0, 100_000).Select(i => Math.Cos(i * i % 1000))];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var known = new ParameterCovariance(jacobian, 2, 1e-13);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 * 8 * jacobian.Length);
        known.Rank.Should().Be(2);
        double a = 0, b = 0, c = 0;
        for (int i = 0; i < jacobian.Length; i += 2)
        {
            (a, b, c) = (a + (jacobian[i] * jacobian[i]), b + (jacobian[i] * jacobian[i + 1]), c + (jacobian[i + 1] * jacobian[i + 1]));
        }

        known.Inverse(0, 0).Should().BeApproximately(c / ((a * c) - (b * b)), 1e-15);
        known.Inverse(0, 1).Should().BeApproximately(-b / ((a * c) - (b * b)), 1e-15);
    }

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    private sealed class Decay : ICurve
    {
        public T Evaluate<T>(double x, ReadOnlySpan<T> b)
            where T : struct, IScalar<T>
            => (b[0] * T.Exp(-b[1] * x)) + b[2];
    }
}
