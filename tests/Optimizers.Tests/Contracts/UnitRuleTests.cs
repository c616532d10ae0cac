namespace Optimizers.Tests;

/// <summary>Rules whose rates are given in the unit of the problem end as in any other, by the default alone.</summary>
public sealed class UnitRuleTests
{
    private static readonly IReadOnlyDictionary<string, Func<Unit, IOptimizer>> Rules = new Dictionary<string, Func<Unit, IOptimizer>>
    {
        ["GradientDescent"] = unit => new GradientDescent { LearningRate = 0.1 / unit.Curvature },
        ["Momentum"] = unit => new StochasticGradientDescent { LearningRate = 0.05 / unit.Curvature, Momentum = 0.5 },
        ["Adam"] = unit => new Adam { LearningRate = new ExponentialDecay(0.1 * unit.Variable, 0.995), Epsilon = 1e-8 * unit.Slope },
        ["Projected"] = unit => new Projected(new GradientDescent { LearningRate = 0.1 / unit.Curvature }, new Box(-3 * unit.Variable, 0.5 * unit.Variable)),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Minimize_AnyUnit_EndsAtTheSamePoint(string name)
    {
        OptimizationResult expected = Minimize(name, Unit.One).EnsureConverged();

        foreach (Unit unit in Unit.PowersOf2.Concat(Unit.PowersOf10))
        {
            OptimizationResult result = Minimize(name, unit);

            result.Reason.Should().Be(StopReason.GradientTolerance, $"{unit}: {result}");
            unit.Back(result.Point).Zip(expected.Point, (x, e) => Math.Abs(x - e)).Max().Should().BeLessThan(1e-9, $"{unit}: {result}");
            ((double)result.Iterations).Should().BeInRange((expected.Iterations / 1.1) - 5, (expected.Iterations * 1.1) + 5, $"{unit}: {result}");
        }
    }

    private static OptimizationResult Minimize(string name, Unit unit)
        => Rules[name](unit).Minimize(unit.Of(PenalizedProblems.Quadratic([1, 3, 10], [2, -0.3, 1.5])), unit.Of([-1.0, 2, 0.4]));
}
