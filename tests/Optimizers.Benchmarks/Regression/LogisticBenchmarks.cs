using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// A logistic regression by default settings to a gradient of 1e-10. MathNet has none; ML.NET's, by L-BFGS in floats, wants labels of truth and stops at a
/// tolerance of its own, so that only its Poisson regression stands beside ours, in <see cref="PoissonBenchmarks"/>.
/// </summary>
[MemoryDiagnoser]
[Monitored(warmups: 2, iterations: 5)]
public class LogisticBenchmarks
{
    private Matrix<double> _x = null!;
    private Vector<double> _y = null!;

    public static IEnumerable<Shape> Shapes => [new(1_000_000, 16), new(100_000, 100)];

    [ParamsSource(nameof(Shapes))]
    public Shape Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var samples = new PredictedSamples(Shape);
        (_x, _y) = (samples.X, samples.Classes());
    }

    [Benchmark]
    public LinearModel LinearRegression()
        => new LinearRegression { Loss = Losses.Logistic, Stopping = new StoppingCriteria { GradientTolerance = 1e-10 } }.Fit(_x, _y);
}
