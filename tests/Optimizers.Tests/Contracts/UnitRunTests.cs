namespace Optimizers.Tests;

/// <summary>What else a run does is the same in any unit: ends without a minimum, tolerances that are shares, maximizing, going on from a file.</summary>
public sealed class UnitRunTests
{
    public static TheoryData<string> Methods => [.. UnitMethods.ByName.Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Minimize_WithoutAMinimum_EndsForTheSameReasonInAnyUnit(string method)
    {
        (IDifferentiableFunction Function, double[] Start)[] endless =
        [
            (DifferentiableFunction.Create(2, (x, g) => { (g[0], g[1]) = (1, 2); return x[0] + (2 * x[1]); }), [1, 2]),
            (DifferentiableFunction.Create(2, (x, g) => { (g[0], g[1]) = (-2 * x[0], 2 * x[1]); return (x[1] * x[1]) - (x[0] * x[0]); }), [0.1, 2]),
            (DifferentiableFunction.Create(
                2, (x, g) => { (g[0], g[1]) = (Math.CopySign(1, x[0]), Math.CopySign(2, x[1])); return Math.Abs(x[0]) + (2 * Math.Abs(x[1])); }), [3, 1]),
        ];
        foreach ((IDifferentiableFunction function, double[] start) in endless)
        {
            OptimizationResult Minimize(Unit unit)
                => UnitMethods.ByName[method](unit).Minimize(unit.Of(function), unit.Of(start), new StoppingCriteria { MaxIterations = 200 });
            OptimizationResult expected = Minimize(Unit.One);
            foreach (Unit unit in Unit.PowersOf2)
            {
                OptimizationResult result = Minimize(unit);
                (result.Iterations, result.Evaluations, result.Reason)
                    .Should().Be((expected.Iterations, expected.Evaluations, expected.Reason), $"{unit}: {result} {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Minimize_SharesAsTolerances_EndAtTheSameIterationInAnyUnit(string method)
    {
        foreach (StoppingCriteria stop in (StoppingCriteria[])[new() { ValueTolerance = 1e-6, MaxIterations = 500 },
            new() { StepTolerance = 1e-6, MaxIterations = 500 }])
        {
            OptimizationResult Minimize(Unit unit)
                => UnitMethods.ByName[method](unit).Minimize(unit.Of(PenalizedProblems.Rosenbrock), unit.Of([-1.2, 1]), stop);
            OptimizationResult expected = Minimize(Unit.One);
            foreach (Unit unit in Unit.PowersOf2)
            {
                OptimizationResult result = Minimize(unit);
                (result.Iterations, result.Reason).Should().Be((expected.Iterations, expected.Reason), $"{unit}: {result}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Resume_FarFromOne_HasTheSameBitsAndItsOwnUnit(string method)
    {
        foreach (Unit unit in (Unit[])[new(1e160, 1), new(1e-160, 1e-7), new(1, 1)])
        {
            IOptimizer optimizer = UnitMethods.ByName[method](unit);
            IDifferentiableFunction function = unit.Of(PenalizedProblems.Rosenbrock);
            var stop = new StoppingCriteria { MaxIterations = 12 };
            OptimizationResult whole = optimizer.Minimize(function, unit.Of([-1.2, 1]), stop);
            OptimizationRun half = optimizer.Iterate(function, unit.Of([-1.2, 1]), stop);
            for (int i = 0; i < 6; i++)
            {
                half.MoveNext();
            }

            double[] gradient = new double[2];
            half.Current.Value.Should().Be(function.Evaluate(half.Point, gradient));
            // between bounds it is no longer than the way to them
            bool isBounded = method.Contains("Box", StringComparison.Ordinal);
            half.Current.GradientNorm.Should().BeApproximately(isBounded ? half.Current.GradientNorm : gradient.Max(Math.Abs), 1e-15 * gradient.Max(Math.Abs));
            OptimizationRun rest = optimizer.Resume(function, half.ToJson(), stop);
            while (rest.MoveNext())
            {
            }

            rest.Result.Point.Should().Equal(whole.Point);
            (rest.Result.Reason, rest.Result.Evaluations).Should().Be((whole.Reason, whole.Evaluations));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Maximize_FarFromOne_FindsTheTopWithItsOwnValues(string method)
    {
        foreach (double size in (double[])[1e160, 1e-160])
        {
            IDifferentiableFunction hill = new Unit(-size, 1).Of(PenalizedProblems.Quadratic([1, 3], [1, -2]));

            OptimizationResult top = UnitMethods.ByName[method](Unit.One).Maximize(hill, [3.0, 1.0]);

            top.Converged.Should().BeTrue($"{size}: {top}");
            top.Point[0].Should().BeApproximately(1, 1e-6);
            top.Point[1].Should().BeApproximately(-2, 1e-6);
            top.History[0].Value.Should().Be(-15.5 * size);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Minimize_GradientToleranceThatIsSet_IsAbsolute(string method)
    {
        foreach (double size in (double[])[1e-12, 1, 1e6])
        {
            OptimizationRun run = UnitMethods.ByName[method](Unit.One).Iterate(
                new Unit(size, 1).Of(PenalizedProblems.Quadratic([1, 3], [1, -2])), [3.0, 1.0], new StoppingCriteria { GradientTolerance = 1e-4 });
            run.ToList().SkipLast(1).Should().NotContain(iteration => iteration.GradientNorm <= 1e-4);
            run.Result.Reason.Should().Be(StopReason.GradientTolerance, $"{size}");
            run.Result.GradientNorm.Should().BeLessThanOrEqualTo(1e-4);
        }
    }

    [Fact]
    public void NewtonCg_HessianOfItsOwnFarFromOne_EndsInAFewSteps()
    {
        foreach (double size in (double[])[1e160, 1, 1e-160])
        {
            IDifferentiableFunction function = DifferentiableFunction.Create(
                2,
                (x, g) =>
                {
                    (g[0], g[1]) = (size * 4 * (x[0] - 1), size * 9 * (x[1] + 2));
                    return size * ((2 * (x[0] - 1) * (x[0] - 1)) + (4.5 * (x[1] + 2) * (x[1] + 2)));
                },
                (_, v, product) => (product[0], product[1]) = (size * 4 * v[0], size * 9 * v[1]));

            OptimizationResult result = new NewtonCg().Minimize(function, [3.0, 1.0]);

            result.Converged.Should().BeTrue($"{size}: {result}");
            result.Iterations.Should().BeLessThan(8, $"{size}");
            result.Point[0].Should().BeApproximately(1, 1e-9);
        }
    }
}
