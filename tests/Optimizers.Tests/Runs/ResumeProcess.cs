using System.Text.Json;

namespace Optimizers.Tests;

/// <summary>The other process of <see cref="ResumeTests"/>: goes on with each saved run of a folder and saves it again.</summary>
internal static class ResumeProcess
{
    public static readonly MiniBatches Batches = new(5) { Steps = 100, Seed = 7 };

    public static readonly StoppingCriteria Whole = new() { MaxIterations = 100, GradientTolerance = 0 };

    public static int Main(string[] args)
    {
        foreach (string file in Directory.GetFiles(args[0], "*.json"))
        {
            Saved saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(file))!;
            OptimizationRun run = Resume(EveryOptimizer.ByName[saved.Name], saved.IsStochastic, saved.Run);
            run.Complete();
            File.WriteAllText(Path.ChangeExtension(file, ".done"), run.ToJson());
        }

        return 0;
    }

    public static OptimizationRun Resume(IOptimizer optimizer, bool isStochastic, string run)
        => isStochastic ? optimizer.Resume(EveryOptimizer.Mean, run, Batches) : optimizer.Resume(Problem(optimizer).Function, run, Whole);

    public static OptimizationRun Start(IOptimizer optimizer, bool isStochastic)
        => isStochastic
            ? optimizer.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, Batches)
            : optimizer.Iterate(Problem(optimizer).Function, Problem(optimizer).Start, Whole);

    private static (IDifferentiableFunction Function, double[] Start) Problem(IOptimizer optimizer)
        => EveryOptimizer.WholeOnly.Values.Contains(optimizer) ? (EveryOptimizer.Hard, EveryOptimizer.HardStart) : (EveryOptimizer.Mean, EveryOptimizer.Start);

    public sealed record Saved(string Name, bool IsStochastic, string Run);
}
