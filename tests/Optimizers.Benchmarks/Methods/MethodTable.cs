using System.Globalization;
using System.Text;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Optimizers.TestFunctions;

namespace Optimizers.Benchmarks;

/// <summary>Every method on every test function from its standard start with default settings: evaluations, status, value; MathNet's beside ours.</summary>
internal static class MethodTable
{
    private static readonly (string Name, Func<TestFunction, Row> Run, string? Peer)[] Methods =
    [
        ("Lbfgs", Ours(new Lbfgs()), "MathNet L-BFGS"),
        ("MathNet L-BFGS", MathNet((objective, start) => new LimitedMemoryBfgsMinimizer(1e-8, 1e-10, 1e-10, 10, 10_000).FindMinimum(objective, start)), null),
        ("Bfgs", Ours(new Bfgs()), "MathNet BFGS"),
        ("MathNet BFGS", MathNet((objective, start) => new BfgsMinimizer(1e-8, 1e-10, 1e-10, 10_000).FindMinimum(objective, start)), null),
        ("ConjugateGradient", Ours(new ConjugateGradient()), "MathNet CG"),
        ("MathNet CG", MathNet((objective, start) => new ConjugateGradientMinimizer(1e-8, 10_000).FindMinimum(objective, start)), null),
        ("Lbfgsb without bounds", Ours(new Lbfgsb(new Box(double.NegativeInfinity, double.PositiveInfinity))), null),
        ("NewtonCg", Ours(new NewtonCg()), null),
        ("SteepestDescent, Barzilai–Borwein", Ours(new SteepestDescent { BarzilaiBorwein = true }), null),
        ("LevenbergMarquardt", Ours(new LevenbergMarquardt()), null),
    ];

    public static string Make()
    {
        Dictionary<string, Row[]> rows = Methods.ToDictionary(method => method.Name, method => TestFunction.All.Select(method.Run).ToArray());
        var text = new StringBuilder("# Methods on the test functions\n\nFrom the standard starts, default settings; MathNet with a gradient tolerance of "
            + "1e-8. A cell: evaluations, status, value; **bold** where the value is neither the least nor that of a known stationary point.\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n| function | least value | {string.Join(" | ", Methods.Select(method => method.Name))} "
            + $"|\n|---|---|{string.Concat(Methods.Select(_ => "---|"))}\n");
        for (int i = 0; i < TestFunction.All.Count; i++)
        {
            TestFunction function = TestFunction.All[i];
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {function} | {function.MinimumValue:G6} | {string.Join(" | ", Methods.Select(method => rows[method.Name][i]))} |\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"| unsolved | | {string.Join(" | ", Methods.Select(method => rows[method.Name].Count(row => !row.IsSolved)))} |\n\n");
        foreach ((string name, _, string? peer) in Methods.Where(method => method.Peer is not null))
        {
            int[] both = [.. Enumerable.Range(0, TestFunction.All.Count).Where(i => rows[name][i].IsSolved && rows[peer!][i].IsSolved)];
            text.Append(
                CultureInfo.InvariantCulture,
                $"- On the {both.Length} functions that both solve, {name} takes {both.Sum(i => rows[name][i].Evaluations)} evaluations, {peer} "
                + $"{both.Sum(i => rows[peer!][i].Evaluations)}.\n");
        }

        return text.ToString();
    }

    private static Func<TestFunction, Row> Ours(IOptimizer optimizer) => function =>
    {
        OptimizationResult result = optimizer.Minimize(function.Function, function.Start);
        return new Row(function.IsSolvedBy(result.Value), result.Evaluations, result.Value, result.Reason.ToString());
    };

    private static Func<TestFunction, Row> MathNet(Func<IObjectiveFunction, Vector<double>, MinimizationResult> minimize) => function =>
    {
        var objective = new MathNetObjective(function.Function);
        try
        {
            double value = minimize(objective.Objective, Vector<double>.Build.Dense([.. function.Start])).FunctionInfoAtMinimum.Value;
            return new Row(function.IsSolvedBy(value), objective.Evaluations, value, "returned");
        }
#pragma warning disable CA1031 // whatever MathNet throws: the iterate is lost, and the lowest value seen says how far it got
        catch (Exception e)
        {
            return new Row(false, objective.Evaluations, objective.Lowest, e.GetType().Name);
        }
#pragma warning restore CA1031
    };

    private sealed record Row(bool IsSolved, long Evaluations, double Value, string Status)
    {
        public override string ToString()
        {
            string cell = string.Create(CultureInfo.InvariantCulture, $"{Evaluations} {Status} {Value:G3}");
            return IsSolved ? cell : $"**{cell}**";
        }
    }
}
