using System.Globalization;
using System.Text;

namespace Optimizers;

/// <summary>Several optimizers on one problem, each with the same budget of evaluations.</summary>
/// <example><code>
/// var comparison = OptimizerComparison.Of(function, start, 500, ("momentum", new StochasticGradientDescent { Momentum = 0.9 }), ("Adam", new Adam()));
/// Console.WriteLine(comparison);
/// </code></example>
public sealed class OptimizerComparison
{
    private OptimizerComparison(IReadOnlyList<ComparedRun> runs) => Runs = runs;

    /// <summary>The runs, in the order given.</summary>
    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>Runs the optimizers one after another.</summary>
    /// <param name="function">f, of n coordinates.</param>
    /// <param name="start">x₀, n finite coordinates, of every run.</param>
    /// <param name="evaluations">The evaluations after which a run takes no further step, at least 1; one that converges stops before.</param>
    /// <param name="optimizers">The label of each optimizer, and the optimizer.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentException">The start does not fit the function, or the budget is below 1.</exception>
    public static OptimizerComparison Of(
        IDifferentiableFunction function, ReadOnlySpan<double> start, long evaluations, params IReadOnlyList<(string Label, IOptimizer Optimizer)> optimizers)
    {
        ArgumentNullException.ThrowIfNull(optimizers);
        var stop = new StoppingCriteria { MaxEvaluations = evaluations, MaxIterations = int.MaxValue };
        var runs = new List<ComparedRun>();
        foreach ((string label, IOptimizer optimizer) in optimizers)
        {
            List<double[]> path = [];
            OptimizationRun run = optimizer.Iterate(function, start, stop);
            foreach (Iteration _ in run)
            {
                if (start.Length <= ComparedRun.LargestPathDimension)
                {
                    path.Add(run.Point.ToArray());
                }
            }

            runs.Add(new ComparedRun(label, optimizer, run.Result, path));
        }

        return new OptimizerComparison(runs);
    }

    /// <summary>The comparison as a table, a line for each optimizer.</summary>
    public override string ToString()
    {
        int width = Math.Max("optimizer".Length, Runs.Max(run => run.Label.Length));
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{"optimizer".PadRight(width)}  {"value",12}  {"gradient",9}  {"steps",7}  {"evaluations",11}  ended by"));
        foreach (ComparedRun run in Runs)
        {
            OptimizationResult result = run.Result;
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{run.Label.PadRight(width)}  {result.Value,12:G5}  {result.GradientNorm,9:E1}  {result.Iterations,7}  {result.Evaluations,11}  "
                + $"{result.Reason}");
        }

        return text.ToString();
    }
}
