using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Optimizers.Benchmarks;

/// <summary>The columns of <see cref="RuleTrafficBenchmarks"/>: bytes over time, and the same as a share of what the copy of the same run reaches.</summary>
public sealed class TrafficColumns : ManualConfig
{
    public TrafficColumns()
    {
        AddColumn(new NumberColumn("GB/s", "Bytes that have to be moved over the least time, 10⁹ bytes a second", "F1", BytesPerNanosecond));
        AddColumn(new NumberColumn("of copy", "GB/s over those of the copy", "P0", OfCopy));
    }

    private static double? OfCopy(Summary summary, BenchmarkCase benchmark)
    {
        string rule = Rule(benchmark);
        BenchmarkCase? copy =
            summary.BenchmarksCases.FirstOrDefault(other => other.Descriptor.Baseline && other.Job.Equals(benchmark.Job) && Rule(other) == rule);
        return copy is null ? null : BytesPerNanosecond(summary, benchmark) / BytesPerNanosecond(summary, copy);
    }

    private static double? BytesPerNanosecond(Summary summary, BenchmarkCase benchmark)
        => (benchmark.Descriptor.Baseline
            ? RuleTrafficBenchmarks.BytesOfCopy
            : RuleTrafficBenchmarks.BytesOfStep(Rule(benchmark))) / summary[benchmark]?.ResultStatistics?.Min;

    private static string Rule(BenchmarkCase benchmark) => (string)benchmark.Parameters[nameof(RuleTrafficBenchmarks.Rule)];
}
