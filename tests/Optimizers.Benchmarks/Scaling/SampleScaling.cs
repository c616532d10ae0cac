namespace Optimizers.Benchmarks;

/// <summary>Nanoseconds for each of so many samples.</summary>
internal sealed record SampleScaling(int Samples, double Evaluation, double EpochAsGiven, double EpochReshuffled);
