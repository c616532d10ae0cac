using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;

namespace Optimizers.Benchmarks;

/// <summary>Times single invocations, so many whatever the job: for benchmarks so long that calling them for seconds before and between would gain
/// nothing.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MonitoredAttribute(int warmups, int iterations) : Attribute, IConfigSource
{
    public int Warmups => warmups;

    public int Iterations => iterations;

    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddJob(
        Job.Default.WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(warmups).WithIterationCount(iterations).WithInvocationCount(1).WithUnrollFactor(1).AsMutator());
}
