namespace Optimizers.Tests;

/// <summary>Every method with every line search, for a problem in any unit: bounds are variables, weights of penalties slopes.</summary>
internal static class UnitMethods
{
    /// <summary>What has no entry: rules and what wraps them have rates with a unit of their own; residuals have their own tests.</summary>
    public static IReadOnlyList<Type> Excepted { get; } = [typeof(ReduceOnPlateau), typeof(Supervised), typeof(LevenbergMarquardt)];

    public static IReadOnlyList<LineSearch> Searches { get; } =
        [new HagerZhang(), new StrongWolfe(), new MoreThuente(), new ArmijoBacktracking(),
            new HagerZhang { Curvature = 0.1, Decrease = 0.01 }, new StrongWolfe { Curvature = 0.1 }];

    /// <summary>Methods for smooth functions, the minima of the problems being within the bounds.</summary>
    public static IReadOnlyDictionary<string, Func<Unit, IOptimizer>> ByName { get; } = All().ToDictionary(create => $"{create(Unit.One)}");

    public static TheoryData<string, string> WithProblems => Beside(ByName.Keys);

    /// <summary>Without conjugate gradients by inexact searches, which have no reason to converge: where they do it is by chance.</summary>
    public static TheoryData<string, string> SoundWithProblems => Beside(ByName.Keys.Where(name =>
        ByName[name](Unit.One) is not ConjugateGradient { LineSearch: not (HagerZhang { Curvature: 0.1 } or StrongWolfe { Curvature: 0.1 }) }));

    private static TheoryData<string, string> Beside(IEnumerable<string> methods)
    {
        var data = new TheoryData<string, string>();
        foreach (string method in methods)
        {
            foreach (string problem in UnitProblem.ByName.Keys)
            {
                data.Add(method, problem);
            }
        }

        return data;
    }

    private static IEnumerable<Func<Unit, IOptimizer>> All()
    {
        foreach (LineSearch search in Searches)
        {
            yield return _ => new Lbfgs { LineSearch = search };
            yield return _ => new Bfgs { LineSearch = search };
            yield return unit => new Lbfgsb(new Box(-5 * unit.Variable, 5 * unit.Variable)) { LineSearch = search };
            yield return _ => new NewtonCg { LineSearch = search };
            yield return _ => new SteepestDescent { LineSearch = search };
            yield return _ => new SteepestDescent { LineSearch = search, BarzilaiBorwein = true };
            foreach (ConjugateGradientFormula formula in Enum.GetValues<ConjugateGradientFormula>())
            {
                yield return _ => new ConjugateGradient { LineSearch = search, Formula = formula };
            }
        }

        yield return _ => new ConjugateGradient { RestartThreshold = 0.5 };
        yield return _ => new PolyakStep();
        yield return _ => new PolyakStep { MinimumValue = 0 };
        yield return _ => new ProximalGradient();
        yield return _ => new AcceleratedProximalGradient();
        yield return unit => new ProximalGradient(new Box(-5 * unit.Variable, 5 * unit.Variable));
        yield return unit => new AcceleratedProximalGradient(new Box(-5 * unit.Variable, 5 * unit.Variable));
    }
}
