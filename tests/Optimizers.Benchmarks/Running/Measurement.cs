using System.Reflection;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;

namespace Optimizers.Benchmarks;

/// <summary>What a run found of one benchmark; the ratio is its least time over that of the baseline with the same parameters in the same run, where there is
/// one.</summary>
internal sealed record Measurement(string Class, string Method, string Parameters, double LeastNanoseconds, long? AllocatedBytes, double? Ratio)
{
    /// <summary>The benchmark's name, the same in every run.</summary>
    [JsonIgnore]
    public string Name => Parameters.Length == 0 ? $"{Class}.{Method}" : $"{Class}.{Method}, {Parameters.Replace("&", ", ", StringComparison.Ordinal)}";

    [JsonIgnore]
    public bool IsBaseline => Code?.GetCustomAttribute<BenchmarkAttribute>() is { Baseline: true };

    /// <summary>Whether it is ours, not what stands beside it.</summary>
    [JsonIgnore]
    public bool IsOurs => !IsBaseline && Code?.GetCustomAttribute<PeerAttribute>() is null;

    // null when it has been renamed or removed since
    private MethodInfo? Code => typeof(Measurement).Assembly.GetType($"{typeof(Measurement).Namespace}.{Class}")?.GetMethod(Method);
}
