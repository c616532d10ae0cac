namespace Optimizers.Benchmarks;

/// <summary>On what and when a run was measured.</summary>
internal sealed record Machine(
    string Processor, int PhysicalCores, int LogicalCores, string OperatingSystem, string Runtime, string BenchmarkDotNet, DateOnly Date)
{
    public override string ToString()
        => $"{Processor}, {PhysicalCores} physical and {LogicalCores} logical cores; {OperatingSystem}; {Runtime}; BenchmarkDotNet {BenchmarkDotNet}; "
            + $"{Date:yyyy-MM-dd}";
}
