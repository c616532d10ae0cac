using Optimizers.TestFunctions;

namespace Optimizers.Tests;

/// <summary>The published test functions in other units, but for runs whose exponentials overflow on the way, which they do sooner or later by the
/// unit.</summary>
public sealed class UnitTestFunctionTests
{
    private static readonly IReadOnlyDictionary<string, IOptimizer> Methods = new IOptimizer[]
    {
        new Lbfgs(), new Bfgs(), new NewtonCg(), new ConjugateGradient(), new Lbfgsb(new Box(double.NegativeInfinity, double.PositiveInfinity)),
            new SteepestDescent { BarzilaiBorwein = true },
        new ProximalGradient(), new AcceleratedProximalGradient(),
    }.ToDictionary(method => method.GetType().Name);

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Minimize_UnitsOfPowersOf2_HasTheSameBits(string method)
    {
        var stop = new StoppingCriteria { MaxIterations = 300 };
        int compared = 0;
        foreach (TestFunction problem in TestFunction.All)
        {
            double largest = 0;
            IDifferentiableFunction watched = DifferentiableFunction.Create(problem.Start.Length, (x, g) =>
            {
                double value = problem.Function.Evaluate(x, g);
                largest = Math.Max(largest, Math.Max(Math.Abs(value), g.ToArray().Max(Math.Abs)));
                return value;
            });
            OptimizationResult expected = Methods[method].Minimize(watched, problem.Start, stop);
            foreach (Unit unit in largest < 1e50 ? Unit.PowersOf2 : [])
            {
                OptimizationResult result = Methods[method].Minimize(unit.Of(problem.Function), unit.Of(problem.Start), stop);

                unit.Back(result.Point).Should().Equal(expected.Point, $"{problem} in {unit}: {result}");
                (result.Iterations, result.Reason).Should().Be((expected.Iterations, expected.Reason), $"{problem} in {unit}");
                compared++;
            }
        }

        compared.Should().BeGreaterThan(30 * Unit.PowersOf2.Count);
    }
}
