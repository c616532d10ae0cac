using BenchmarkDotNet.Attributes;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// The weight of a lasso by cross-validation of ten folds, of 100 weights, 10 000 × 200; as for <see cref="LassoBenchmarks"/> there is no peer in .NET.
/// </summary>
[MemoryDiagnoser]
[Monitored(warmups: 1, iterations: 3)]
public class LassoSelectionBenchmarks
{
    private SparseSamples _samples = null!;

    [GlobalSetup]
    public void Setup() => _samples = new SparseSamples(new Shape(10_000, 200));

    [Benchmark]
    public PenaltySelection TenFolds() => new CrossValidation { Folds = 10 }.Select(
        new RegularizationPath { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ) },
        _samples.X,
        _samples.Y);
}
