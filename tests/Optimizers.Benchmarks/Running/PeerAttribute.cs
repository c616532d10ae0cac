namespace Optimizers.Benchmarks;

/// <summary>Marks what stands beside ours to be compared with, though it is not the baseline.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerAttribute : Attribute;
