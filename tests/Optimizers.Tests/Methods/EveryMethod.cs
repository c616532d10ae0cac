namespace Optimizers.Tests;

/// <summary>Every method that searches along lines, with every search and formula.</summary>
internal static class EveryMethod
{
    private static readonly Box Free = new(double.NegativeInfinity, double.PositiveInfinity);

    public static IReadOnlyDictionary<string, IOptimizer> ByName { get; } = All().ToDictionary(method => $"{method}");

    public static TheoryData<string> Names => [.. ByName.Keys];

    private static IEnumerable<IOptimizer> All()
    {
        foreach (LineSearch search in (LineSearch[])[new HagerZhang(), new StrongWolfe(), new MoreThuente(), new ArmijoBacktracking()])
        {
            yield return new Lbfgs { LineSearch = search };
            yield return new Bfgs { LineSearch = search };
            yield return new Lbfgsb(Free) { LineSearch = search };
            yield return new NewtonCg { LineSearch = search };
            yield return new SteepestDescent { LineSearch = search };
            yield return new SteepestDescent { LineSearch = search, BarzilaiBorwein = true };
        }

        foreach (ConjugateGradientFormula formula in Enum.GetValues<ConjugateGradientFormula>())
        {
            yield return new ConjugateGradient { Formula = formula };
            yield return new ConjugateGradient { Formula = formula, LineSearch = new StrongWolfe { Curvature = 0.1 }, RestartThreshold = 0.5 };
        }
    }
}
