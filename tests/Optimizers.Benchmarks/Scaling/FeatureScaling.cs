namespace Optimizers.Benchmarks;

/// <summary>Nanoseconds for each number of a matrix with so many features.</summary>
internal sealed record FeatureScaling(int Features, double Evaluation);
