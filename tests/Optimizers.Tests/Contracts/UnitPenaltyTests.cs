namespace Optimizers.Tests;

/// <summary>Units do not matter where a penalty or a set is added: weights are slopes, squared ones curvatures, bounds and radii variables.</summary>
public sealed class UnitPenaltyTests
{
    private static readonly double[] Curvatures = [1, 3, 10, 30, 100, 2], Middle = [2, -0.3, 1.5, -1, 0.2, 0.01], Start = [5, -4, 0, 2, 1, 3];

    private static readonly IReadOnlyDictionary<string, Func<Unit, IPenalty>> Penalties = new Func<Unit, IPenalty>[]
    {
        unit => new L1Penalty(0.7 * unit.Slope),
        unit => new RidgePenalty(0.6 * unit.Curvature),
        unit => new ElasticNetPenalty(0.4 * unit.Slope, 0.9 * unit.Curvature),
        unit => new GroupLassoPenalty(0.5 * unit.Slope, 1, 3, 2),
        _ => new NonNegative(),
        unit => new Simplex(unit.Variable),
        unit => new L2Ball(1.5 * unit.Variable),
        unit => new LInfinityBall(0.8 * unit.Variable),
        unit => new Box(-unit.Variable, 0.5 * unit.Variable),
    }.ToDictionary(create => create(Unit.One).GetType().Name);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string penalty in Penalties.Keys)
            {
                data.Add(nameof(ProximalGradient), penalty);
                data.Add(nameof(AcceleratedProximalGradient), penalty);
            }

            data.Add(nameof(Lbfgsb), nameof(Box));
            return data;
        }
    }

    [Fact]
    public void Penalties_OfTheAssembly_AreAllInTheSuite()
        => typeof(IPenalty).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(typeof(IPenalty)))
            .Select(type => type.Name).Should().BeSubsetOf(Penalties.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minimize_UnitsOfPowersOf2_HasTheSameBits(string method, string penalty)
    {
        foreach (double[] start in (double[][])[Start, new double[6]])
        {
            OptimizationResult expected = Minimize(method, penalty, start, Unit.One);

            foreach (Unit unit in Unit.PowersOf2)
            {
                OptimizationResult result = Minimize(method, penalty, start, unit);

                unit.Back(result.Point).Should().Equal(expected.Point, $"{unit}: {result}");
                (result.Iterations, result.Evaluations, result.Reason).Should().Be((expected.Iterations, expected.Evaluations, expected.Reason), $"{unit}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minimize_UnitsOfPowersOf10_TakesAsManyIterationsToTheSameAnswer(string method, string penalty)
    {
        OptimizationResult expected = Minimize(method, penalty, Start, Unit.One).EnsureConverged();

        foreach (Unit unit in Unit.PowersOf10)
        {
            OptimizationResult result = Minimize(method, penalty, Start, unit);

            result.Converged.Should().BeTrue($"{unit}: {result}");
            ((double)result.Iterations).Should().BeInRange((expected.Iterations / 1.5) - 5, (expected.Iterations * 1.5) + 5, $"{unit}: {result}");
            unit.Back(result.Point).Zip(expected.Point, (x, e) => Math.Abs(x - e)).Max().Should().BeLessThan(1e-6, $"{unit}: {result}");
            result.Point.Select(x => x == 0).Should().Equal(expected.Point.Select(x => x == 0), $"{unit}: zeros are exact");
        }
    }

    private static OptimizationResult Minimize(string method, string penalty, double[] start, Unit unit)
    {
        IPenalty g = Penalties[penalty](unit);
        IOptimizer optimizer = method switch
        {
            nameof(ProximalGradient) => new ProximalGradient(g),
            nameof(Lbfgsb) => new Lbfgsb((Box)g),
            _ => new AcceleratedProximalGradient(g),
        };
        return optimizer.Minimize(unit.Of(PenalizedProblems.Quadratic(Curvatures, Middle)), unit.Of(start));
    }
}
