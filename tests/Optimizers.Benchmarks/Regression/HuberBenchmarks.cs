using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>A Huber regression of 100 000 × 20, a tenth of the errors large; neither MathNet nor ML.NET has one.</summary>
[MemoryDiagnoser]
[Monitored(warmups: 2, iterations: 5)]
public class HuberBenchmarks
{
    private Matrix<double> _x = null!;
    private Vector<double> _y = null!;

    [GlobalSetup]
    public void Setup()
    {
        var samples = new PredictedSamples(new Shape(100_000, 20));
        (_x, _y) = (samples.X, samples.Contaminated());
    }

    [Benchmark]
    public LinearModel LinearRegression() => new LinearRegression { Loss = Losses.Huber() }.Fit(_x, _y);
}
