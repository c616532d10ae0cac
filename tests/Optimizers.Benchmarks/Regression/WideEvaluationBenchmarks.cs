using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>Value and gradient of half the mean of squares of many targets, beside MathNet's products.</summary>
[MemoryDiagnoser]
public class WideEvaluationBenchmarks
{
    private const int Rows = 20_000, Columns = 100;

    private LinearObjective _objective = null!;
    private double[] _point = [], _gradient = [];
    private Matrix<double> _x = null!, _y = null!, _w = null!, _g = null!;

    [Params(1, 10, 100)]
    public int Targets { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var samples = new RandomSamples(Rows, Columns, Targets);
        (_x, _y) = (samples.X, samples.Y);
        (_point, _gradient) = (RandomNumbers.Signed(Columns * Targets, seed: 2), new double[Columns * Targets]);
        _w = Matrix<double>.Build.Dense(Columns, Targets, _point);
        _objective = new LinearObjective(_x, _y, Losses.HalfMeanSquaredError, fitIntercept: false);
    }

    [Benchmark]
    public double LinearObjective() => _objective.Evaluate(_point, _gradient);

    [Benchmark(Baseline = true)]
    public double MathNet()
    {
        Matrix<double> r = (_x * _w) - _y;
        _g = _x.TransposeThisAndMultiply(r) / (Rows * Targets);

        // not FrobeniusNorm, for it makes R·Rᵀ, n × n
        return r.PointwiseMultiply(r).ColumnSums().Sum() / (2.0 * Rows * Targets);
    }
}
