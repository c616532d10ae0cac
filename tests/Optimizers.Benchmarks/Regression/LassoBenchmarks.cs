using BenchmarkDotNet.Attributes;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// Lasso: a path of 100 weights, tall and wide, and one fit. Neither MathNet nor ML.NET has a lasso, so that nothing stands beside them; the figures of the
/// other peers, scikit-learn and glmnet, are measured apart.
/// </summary>
[MemoryDiagnoser]
[Monitored(warmups: 1, iterations: 3)]
public class LassoBenchmarks
{
    private const double SomeWeight = 0.05;

    private static readonly LinearRegression Settings = new() { Loss = Losses.HalfMeanSquaredError };

    private SparseSamples _samples = null!;

    public static IEnumerable<Shape> Shapes => [new(100_000, 100), new(500, 5000)];

    [ParamsSource(nameof(Shapes))]
    public Shape Shape { get; set; }

    [GlobalSetup]
    public void Setup() => _samples = new SparseSamples(Shape);

    [Benchmark]
    public PathResult Path() => new RegularizationPath { Regression = Settings, Penalty = λ => new L1Penalty(λ) }.Fit(_samples.X, _samples.Y);

    [Benchmark]
    public LinearModel OneWeight() => (Settings with { Penalty = new L1Penalty(SomeWeight) }).Fit(_samples.X, _samples.Y);
}
