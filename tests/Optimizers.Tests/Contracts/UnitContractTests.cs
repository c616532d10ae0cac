namespace Optimizers.Tests;

/// <summary>Units do not matter to any method: the same problem in other units is solved in the same way.</summary>
/// <remarks>
/// Update rules are left out: their learning rate has a unit, that of x²/f for gradient descent, of x for Adam, and no run could know it.
/// </remarks>
public sealed class UnitContractTests
{
    // powers of 10 round, and what knows no curvatures multiplies roundings from step to step
    private const double Spread = 1.5;
    private const double SpreadWithoutCurvature = 5;

    [Theory]
    [MemberData(nameof(UnitMethods.WithProblems), MemberType = typeof(UnitMethods))]
    public void Minimize_UnitsOfPowersOf2_HasTheSameBits(string method, string problem)
    {
        OptimizationResult expected = Minimize(method, problem, Unit.One, 1000);

        foreach (Unit unit in Unit.PowersOf2)
        {
            OptimizationResult result = Minimize(method, problem, unit, 1000);

            unit.Back(result.Point).Should().Equal(expected.Point, $"{unit}: {result}");
            (result.Iterations, result.Evaluations, result.Reason, result.Value / unit.Value)
                .Should().Be((expected.Iterations, expected.Evaluations, expected.Reason, expected.Value), $"{unit}");
        }
    }

    [Theory]
    [MemberData(nameof(UnitMethods.SoundWithProblems), MemberType = typeof(UnitMethods))]
    public void Minimize_UnitsOfPowersOf10_TakesAsManyIterationsToTheSameAnswer(string method, string problem)
    {
        OptimizationResult expected = Minimize(method, problem, Unit.One);
        double spread = UnitMethods.ByName[method](Unit.One) is ConjugateGradient or SteepestDescent or PolyakStep ? SpreadWithoutCurvature : Spread;

        foreach (Unit unit in Unit.PowersOf10)
        {
            OptimizationResult result = Minimize(method, problem, unit);

            result.Converged.Should().Be(expected.Converged, $"{unit}: {result} {expected}");
            ((double)result.Iterations).Should().BeInRange((expected.Iterations / spread) - 5, (expected.Iterations * spread) + 5, $"{unit}: {result}");
            if (expected.Converged)
            {
                double[] minimum = UnitProblem.ByName[problem].Minimum;
                unit.Back(result.Point).Zip(minimum, (x, m) => Math.Abs(x - m)).Max().Should().BeLessThan(1e-6 * minimum.Max(Math.Abs), $"{unit}: {result}");
            }
        }
    }

    private static OptimizationResult Minimize(string method, string problem, Unit unit, int iterations = StoppingCriteria.DefaultMaxIterations)
    {
        UnitProblem smooth = UnitProblem.ByName[problem];
        return UnitMethods.ByName[method](unit).Minimize(unit.Of(smooth.Function), unit.Of(smooth.Start), new StoppingCriteria { MaxIterations = iterations });
    }
}
