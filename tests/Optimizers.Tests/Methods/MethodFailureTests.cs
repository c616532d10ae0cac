namespace Optimizers.Tests;

/// <summary>How every method ends on functions that it cannot minimize: a status that says so, the best point kept, no exception.</summary>
public sealed class MethodFailureTests
{
    private static readonly StoppingCriteria Bounded = new() { MaxIterations = 2000 };

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void UnboundedBelow_IsNeverConverged(string name)
    {
        OptimizationResult result = Run(name, 2, (x, g) => (g[0] = g[1] = 1) * (x[0] + x[1]), [1, 2]);

        result.Converged.Should().BeFalse();
        result.Value.Should().BeLessThan(-1000, "even a search that never lengthens its step goes one unit an iteration");
        result.Point.Should().OnlyContain(x => double.IsFinite(x));
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void NaNFromSomeCallOn_KeepsTheBest(string name)
    {
        int calls = 0;
        double lowest = double.PositiveInfinity;
        OptimizationResult result = Run(
            name,
            2,
            (x, g) =>
            {
                double a = x[1] - (x[0] * x[0]), b = 1 - x[0], value = ++calls > 8 ? double.NaN : (100 * a * a) + (b * b);
                (g[0], g[1]) = ((-400 * a * x[0]) - (2 * b), 200 * a);
                lowest = value < lowest ? value : lowest;
                return value;
            },
            [-1.2, 1]);

        result.Converged.Should().BeFalse();
        result.Value.Should().BeGreaterThanOrEqualTo(lowest).And.BeLessThan(25);
        result.Point.Should().OnlyContain(x => double.IsFinite(x));
        calls.Should().BeLessThan(1000);
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void InfiniteAtTheStart_IsNotFiniteOrUnbounded(string name)
    {
        foreach (double value in (double[])[double.PositiveInfinity, double.NegativeInfinity, double.NaN])
        {
            OptimizationResult result = Run(name, 1, (x, g) => value + (g[0] = 0), [1]);

            result.Reason.Should().Be(value == double.NegativeInfinity ? StopReason.Unbounded : StopReason.NotFinite);
            result.Iterations.Should().Be(0);
        }
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void MinusInfinityOnTheWay_IsNotTakenForAMinimum(string name)
    {
        // ln x falls to −∞ at 0
        OptimizationResult result = Run(name, 1, (x, g) => { g[0] = 1 / x[0]; return x[0] > 0 ? Math.Log(x[0]) : double.NegativeInfinity; }, [1]);

        result.Converged.Should().BeFalse(result.ToString());
        result.Value.Should().BeInRange(double.MinValue, 0);
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void ConstantAndOptimalStarts_AreConvergedAtOnce(string name)
    {
        Run(name, 1, (x, g) => 7 + (g[0] = 0), [1])
            .Should().Match<OptimizationResult>(result => result.Converged && result.Iterations == 0 && result.Evaluations == 1);
        Run(name, 1, (x, g) => (g[0] = 2 * x[0]) * x[0] / 2, [0]).Should().Match<OptimizationResult>(result => result.Converged && result.Iterations == 0);
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void WrongSign_CannotStepAndIsNamed(string name)
    {
        OptimizationResult result = Run(name, 2, (x, g) => { (g[0], g[1]) = (-2 * x[0], -2 * x[1]); return (x[0] * x[0]) + (x[1] * x[1]); }, [3, -4]);

        result.Reason.Should().Be(StopReason.LineSearchFailed);
        result.Point.Should().Equal([3, -4], "the best point stays");
        result.Explain().Should().Contain("gradient is wrong at coordinate 1: at the start the function gives 8, differences of its value give -8");
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void OnePercentOff_IsNamedWhereItStopsTheSearch(string name)
    {
        OptimizationResult result = Run(
            name,
            2,
            (x, g) =>
            {
                double a = x[1] - (x[0] * x[0]), b = 1 - x[0];
                (g[0], g[1]) = (1.01 * ((-400 * a * x[0]) - (2 * b)), 200 * a);
                return (100 * a * a) + (b * b);
            },
            [-1.2, 1]);

        // the wrong gradient vanishes where the right one does, so that a method may get there
        double error = Math.Max(Math.Abs(result.Point[0] - 1), Math.Abs(result.Point[1] - 1));
        (result.Converged ? error < 1e-6 : result.Explain().Contains("wrong at coordinate 0", StringComparison.Ordinal)).Should().BeTrue(result.Explain());
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void Kink_EndsBesideItAndSaysSo(string name)
    {
        OptimizationResult result = Run(
            name, 2, (x, g) => { (g[0], g[1]) = (Math.CopySign(1, x[0]), 2 * Math.CopySign(1, x[1])); return Math.Abs(x[0]) + (2 * Math.Abs(x[1])); }, [3, 1]);

        result.Converged.Should().BeFalse(result.ToString());
        result.Value.Should().BeLessThan(5);
        result.GradientNorm.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void Saddle_StopsThereByItsGradient(string name)
    {
        OptimizationResult result = Run(name, 2, (x, g) => { (g[0], g[1]) = (2 * x[0], -2 * x[1]); return (x[0] * x[0]) - (x[1] * x[1]); }, [1, 0]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point.Should().Equal(0, 0);
        result.Explain().Should().Contain("whether it is a minimum, a gradient cannot tell");
    }

    [Fact]
    public void NoCoordinates_AreRefused()
        => EveryMethod.ByName.Values.Should(
            ).AllSatisfy(method => Refused(() => method.Minimize(new Nothing(), []), "function must be at least 1; it is 0.*", "function"));

    [Fact]
    public void Exception_PassesThrough()
    {
        int calls = 0;
        IDifferentiableFunction f =
            DifferentiableFunction.Create(1, (x, g) => ++calls == 4 ? throw new TimeoutException("late") : (g[0] = 4 * x[0] * x[0] * x[0]) * x[0] / 4);

        FluentActions.Invoking(() => new Lbfgs().Minimize(f, [3.0])).Should().Throw<TimeoutException>().WithMessage("late");
    }

    private static OptimizationResult Run(string name, int n, Func<ReadOnlySpan<double>, Span<double>, double> function, double[] start)
        => EveryMethod.ByName[name].Minimize(DifferentiableFunction.Create(n, function), start, Bounded);

    private sealed class Nothing : IDifferentiableFunction
    {
        public int Dimension => 0;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => 0;
    }
}
