using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace Optimizers.Benchmarks;

/// <summary>Runs benchmarks, with BenchmarkDotNet's own options and <c>--short</c>, and keeps their results where they can be recorded and compared.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Where BenchmarkDotNet writes when no folder is given.</summary>
    public const string DefaultArtifacts = "BenchmarkDotNet.Artifacts";

    private const string Short = "--short";

    // two minutes, the default, are not enough for a busy machine
    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(10);

    public static int Run(string[] args)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddExporter(JsonExporter.Full).WithBuildTimeout(BuildTimeout);
        if (args.Contains(Short))
        {
            config.AddJob(Job.Default.WithId("Short")
                .WithLaunchCount(1).WithWarmupCount(2).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(200)));
            args = [.. args.Where(arg => arg != Short), .. args.Any(arg => arg is "--filter" or "-f") ? [] : new[] { "--filter", "*" }];
        }

        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkCommand).Assembly).Run(args, config);
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
