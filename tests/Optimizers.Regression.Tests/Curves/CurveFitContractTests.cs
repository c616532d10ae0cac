namespace Optimizers.Regression.Tests;

/// <summary>The same curve fit in other words: units, order of rows, repeats for weights, derivatives by other means.</summary>
public sealed class CurveFitContractTests
{
    private static readonly Vector<double> T = Vector<double>.Build.Dense(14, i => 0.4 * i);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(14, i => (3 * Math.Exp(-0.4 * i / 1.7)) + 0.5 + (0.03 * Math.Cos(7 * i)));
    private static readonly double[] Start = [2, 1, 0];
    private static readonly IOptimizer[] Methods =
        [new Lbfgs(), new Bfgs(), new ConjugateGradient(), new NewtonCg(), new Lbfgsb(new Box(0, double.PositiveInfinity))];

    public static TheoryData<double, double> PowersOf2 => new()
    {
        { Math.ScaleB(1, 60), 1 },
        { Math.ScaleB(1, -90), 1 },
        { 1, Math.ScaleB(1, 50) },
        { 1, Math.ScaleB(1, -50) },
        { Math.ScaleB(1, -40), Math.ScaleB(1, 30) },
    };

    public static TheoryData<double, double> PowersOf10 => new() { { 1e-12, 1 }, { 1e12, 1 }, { 1, 1e-12 }, { 1, 1e12 }, { 1e-9, 1e6 }, { 1e9, 1e-15 } };

    [Theory]
    [MemberData(nameof(PowersOf2))]
    public void Fit_ExactDerivativesInUnitsOf2_GivesTheSameBits(double target, double time)
    {
        FittedCurve plain = new CurveFit().Fit(new Decay(), T, Y, Vector<double>.Build.DenseOfArray(Start)), scaled = Exact(target, time);

        scaled.Training.Reason.Should().Be(plain.Training.Reason);
        scaled.Training.Evaluations.Should().Be(plain.Training.Evaluations);
        scaled.Parameters.Should().Equal(plain.Parameters[0] * target, plain.Parameters[1] * time, plain.Parameters[2] * target);
        scaled.ResidualSumOfSquares.Should().Be(plain.ResidualSumOfSquares * target * target);
        scaled.DegreesOfFreedom.Should().Be(11);
        Alike(scaled, plain, target, time, 1e-12);
    }

    [Theory]
    [MemberData(nameof(PowersOf2))]
    [MemberData(nameof(PowersOf10))]
    public void Fit_InAnyUnits_GivesTheSameAnswerForTheSameReason(double target, double time)
    {
        FittedCurve exact = new CurveFit().Fit(new Decay(), T, Y, Vector<double>.Build.DenseOfArray(Start));

        Alike(Exact(target, time), exact, target, time, 1e-8);
        Alike(ByValue(target, time), exact, target, time, 2e-7);
        ByValue(target, time).Training.Reason.Should().Be(exact.Training.Reason);
    }

    [Theory]
    [MemberData(nameof(PowersOf2))]
    public void Fit_NamedOptimizersInUnitsOf2_GiveTheSameBits(double target, double time)
    {
        foreach (IOptimizer optimizer in (IOptimizer[])[.. Methods, new AcceleratedProximalGradient()])
        {
            FittedCurve plain = Exact(1, 1, optimizer), scaled = Exact(target, time, optimizer);

            scaled.Training.Reason.Should().Be(plain.Training.Reason, $"{optimizer}");
            scaled.Training.Evaluations.Should().Be(plain.Training.Evaluations, $"{optimizer}");
            scaled.Parameters.Should().Equal([plain.Parameters[0] * target, plain.Parameters[1] * time, plain.Parameters[2] * target], $"{optimizer}");
        }
    }

    [Theory]
    [MemberData(nameof(PowersOf2))]
    [MemberData(nameof(PowersOf10))]
    public void Fit_NamedOptimizersInAnyUnits_ConvergeToTheMinimum(double target, double time)
    {
        FittedCurve best = Exact(1, 1);
        foreach (IOptimizer optimizer in Methods)
        {
            FittedCurve fit = Exact(target, time, optimizer);

            fit.Training.Converged.Should().BeTrue($"{optimizer}: {fit.Training}");
            Alike(fit, best, target, time, 1e-6);
        }
    }

    [Fact]
    public void Fit_SmallTargets_MovesFromItsStart()
    {
        FittedCurve fit = new CurveFit().Fit((t, p) => p[0] * Math.Exp(-t / p[1]), V(0, 1, 2, 3, 4), V(5.1e-12, 3e-12, 1.9e-12, 1.1e-12, .7e-12), V(1e-12, 1));

        fit.Training.Converged.Should().BeTrue();
        (fit.Parameters[0] * 1e12).Should().BeApproximately(5.07868, 5e-6);
        fit.Parameters[1].Should().BeApproximately(1.98046, 5e-6);
    }

    [Fact]
    public void Fit_RowsPermuted_GivesTheSameAnswer()
    {
        int[] order = [.. Enumerable.Range(0, 14).OrderBy(i => (i * 5) % 14)];
        FittedCurve plain = ByValue(1, 1);
        FittedCurve permuted = new CurveFit().Fit(
            Value, Vector<double>.Build.DenseOfEnumerable(order.Select(i => T[i])), Vector<double>.Build.DenseOfEnumerable(order.Select(i => Y[i])),
            Vector<double>.Build.DenseOfArray(Start));

        Alike(permuted, plain, 1, 1, 1e-7);
        permuted.Training.Reason.Should().Be(plain.Training.Reason);
    }

    [Fact]
    public void Fit_WeightsForRepeats_GiveTheSameParametersAndBand()
    {
        Vector<double> weights = Vector<double>.Build.Dense(14, i => i % 3);
        int[] rows = [.. Enumerable.Range(0, 14).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        FittedCurve weighted = new CurveFit { Weights = weights }.Fit(new Decay(), T, Y, Vector<double>.Build.DenseOfArray(Start));
        FittedCurve repeated = new CurveFit().Fit(
            new Decay(), Vector<double>.Build.DenseOfEnumerable(rows.Select(i => T[i])), Vector<double>.Build.DenseOfEnumerable(rows.Select(i => Y[i])),
            Vector<double>.Build.DenseOfArray(Start));

        (weighted.Parameters - repeated.Parameters).L2Norm().Should().BeLessThan(1e-9);
        weighted.ResidualSumOfSquares.Should().BeApproximately(repeated.ResidualSumOfSquares, 1e-12);
        weighted.DegreesOfFreedom.Should().Be(6, "nine samples have a weight above 0");
        repeated.DegreesOfFreedom.Should().Be(10);
        (weighted.StandardErrors[0] / repeated.StandardErrors[0]).Should().BeApproximately(Math.Sqrt(10.0 / 6), 1e-6);
    }

    [Fact]
    public void Fit_BoundsOrRobustLossInOtherUnits_GivesTheSameAnswer()
    {
        foreach (double unit in (double[])[1e-12, 1e12])
        {
            CurveFit plain = new() { Bounds = new Box([0, 0.1, 0], [2.8, 5, 1]), Loss = RobustLoss.SoftL1(0.05) };
            CurveFit scaled = new() { Bounds = new Box([0, 0.1, 0], [2.8 * unit, 5, unit]), Loss = RobustLoss.SoftL1(0.05 * unit) };
            FittedCurve one = plain.Fit(Value, T, Y, Vector<double>.Build.DenseOfArray(Start)), other = scaled.Fit(Value, T, Y * unit, V(2 * unit, 1, 0));

            one.Training.Converged.Should().BeTrue();
            one.HeldParameters.Should().Equal(0);
            other.HeldParameters.Should().Equal(0);
            other.Training.Reason.Should().Be(one.Training.Reason);
            (other.Parameters[1] / one.Parameters[1]).Should().BeApproximately(1, 1e-7);
            (other.StandardErrors[2] / one.StandardErrors[2] / unit).Should().BeApproximately(1, 1e-5);
        }
    }

    private static FittedCurve Exact(double target, double time, IOptimizer? optimizer = null)
        => new CurveFit { Optimizer = optimizer ?? new LevenbergMarquardt() }
            .Fit(new Decay(), T * time, Y * target, V(Start[0] * target, Start[1] * time, Start[2] * target));

    private static FittedCurve ByValue(double target, double time)
        => new CurveFit().Fit(Value, T * time, Y * target, V(Start[0] * target, Start[1] * time, Start[2] * target));

    private static double Value(double t, ReadOnlySpan<double> b) => (b[0] * Math.Exp(-t / b[1])) + b[2];

    private static void Alike(FittedCurve scaled, FittedCurve plain, double target, double time, double tolerance)
    {
        double[] units = [target, time, target];
        for (int j = 0; j < 3; j++)
        {
            (scaled.Parameters[j] / units[j] / plain.Parameters[j]).Should().BeApproximately(1, tolerance);
            (scaled.StandardErrors[j] / units[j] / plain.StandardErrors[j]).Should().BeApproximately(1, 10 * tolerance);
        }

        scaled.UndeterminedParameters.Should().BeEmpty();
        (scaled.ConfidenceBand(time).High / target / plain.ConfidenceBand(1.0).High).Should().BeApproximately(1, 10 * tolerance);
    }

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    private sealed class Decay : ICurve
    {
        public TScalar Evaluate<TScalar>(double x, ReadOnlySpan<TScalar> b)
            where TScalar : struct, IScalar<TScalar>
            => (b[0] * TScalar.Exp(-x / b[1])) + b[2];
    }
}
