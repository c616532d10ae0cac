namespace Optimizers.Tests;

/// <summary>Problems in units far from 1, each by the answer that is known.</summary>
public sealed class UnitExampleTests
{
    private static readonly double[] Sizes = [1e-250, 1e-160, 1e-100, 1e-30, 1, 1e30, 1e50, 1e100, 1e150, 1e160, 1e250];

    public static TheoryData<double, double> RosenbrocksUnits => new()
    {
        { 1, 1 }, { 1e14, 1 }, { 1e-14, 1 }, { 1, 1e-7 }, { 1, 1e7 }, { 1e14, 1e-7 }, { 1e100, 1e-7 }, { 1e-100, 1e7 },
    };

    [Theory]
    [MemberData(nameof(RosenbrocksUnits))]
    public void QuasiNewton_RosenbrockInAnyUnit_TakesSome38Iterations(double value, double variable)
    {
        var unit = new Unit(value, variable);
        foreach (IOptimizer method in (IOptimizer[])[new Lbfgs(), new Bfgs(), new Lbfgsb(new Box(-5 * variable, 5 * variable)),
            new Lbfgsb(new Box(double.NegativeInfinity, double.PositiveInfinity))])
        {
            OptimizationResult result = method.Minimize(unit.Of(PenalizedProblems.Rosenbrock), unit.Of([-1.2, 1]));

            result.Reason.Should().Be(StopReason.GradientTolerance, $"{method}: {result}");
            result.Iterations.Should().BeInRange(25, 50, $"{method}");
            unit.Back(result.Point).Should().OnlyContain(x => Math.Abs(x - 1) < 1e-9, $"{method}");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryMethod_ParabolaOfAnySize_EndsAtItsMinimum(string name)
    {
        foreach (double size in Sizes)
        {
            IDifferentiableFunction parabola = new Unit(size, 1).Of(DifferentiableFunction.FromExpression(x => (x - 1) * (x - 1)));

            OptimizationResult result = UnitMethods.ByName[name](Unit.One).Minimize(parabola, [3.0]);

            result.Converged.Should().BeTrue($"{size}: {result}");
            result.Point[0].Should().BeApproximately(1, 1e-7, $"{size}: {result}");
        }
    }

    [Theory]
    [MemberData(nameof(MethodsThatSearch))]
    public void EveryMethod_FarBelowZeroAndBounded_IsNotUnbounded(string name)
    {
        IDifferentiableFunction deep = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = 2e302 * (x[0] - 1);
            return (1e302 * (x[0] - 1) * (x[0] - 1)) - 5e302;
        });

        OptimizationResult result = UnitMethods.ByName[name](Unit.One).Minimize(deep, [3.0]);

        result.Converged.Should().BeTrue($"{result}");
        result.Point[0].Should().BeApproximately(1, 1e-6, $"{result}");
    }

    [Theory]
    [MemberData(nameof(MethodsThatSearch))]
    public void EveryMethod_ValuesShiftedBy1e6_EndsConvergedAtItsMinimum(string name)
    {
        foreach ((double size, double shift) in ((double, double)[])[(1, 1e6), (1, -1e6), (1e-12, 1e-6), (1e20, 1e26)])
        {
            IDifferentiableFunction shifted = DifferentiableFunction.Create(2, (x, g) =>
            {
                (g[0], g[1]) = (2 * size * (x[0] - 1), 20 * size * (x[1] + 2));
                return (size * (x[0] - 1) * (x[0] - 1)) + (10 * size * (x[1] + 2) * (x[1] + 2)) + shift;
            });

            OptimizationResult result = UnitMethods.ByName[name](Unit.One).Minimize(shifted, [3.0, 1.0]);

            result.Converged.Should().BeTrue($"{size}, {shift}: {result}");
            result.Point[0].Should().BeApproximately(1, 1e-4, $"{size}, {shift}: {result}");
            result.Point[1].Should().BeApproximately(-2, 1e-4, $"{size}, {shift}: {result}");
        }
    }

    [Theory]
    [MemberData(nameof(MethodsThatSearch))]
    public void EveryMethod_StartOf0_FindsTheMinimumInAnyUnit(string name)
    {
        (IDifferentiableFunction Function, double Minimum)[] problems =
        [
            // 0 at the start, so that nothing but the gradient is known there
            (DifferentiableFunction.FromExpression(x => Math.Exp(x) - 1 - (2 * x)), Math.Log(2)),
            (DifferentiableFunction.FromExpression(x => Math.Cosh(x - 3) + (0.1 * x)), 3 - Math.Asinh(0.1)),
        ];
        foreach ((IDifferentiableFunction function, double minimum) in problems)
        {
            foreach (Unit unit in Unit.PowersOf10.Append(Unit.One))
            {
                OptimizationResult result = UnitMethods.ByName[name](unit).Minimize(unit.Of(function), [0.0]);

                result.Converged.Should().BeTrue($"{unit}: {result}");
                (result.Point[0] / unit.Variable).Should().BeApproximately(minimum, 1e-6, $"{unit}: {result}");
            }
        }
    }

    public static TheoryData<string> Methods => [.. UnitMethods.ByName.Keys];

    /// <summary>Without Polyak's step, which is made of the value alone and so of its rounding.</summary>
    public static TheoryData<string> MethodsThatSearch => [.. UnitMethods.ByName.Keys.Where(name => UnitMethods.ByName[name](Unit.One) is not PolyakStep)];
}
