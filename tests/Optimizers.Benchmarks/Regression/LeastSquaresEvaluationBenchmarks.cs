using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>Value and gradient of half the mean of squares, beside MathNet's products.</summary>
[MemoryDiagnoser]
public class LeastSquaresEvaluationBenchmarks
{
    private LinearObjective _objective = null!;
    private double[] _point = [], _gradient = [];
    private Matrix<double> _x = null!;
    private Vector<double> _y = null!, _w = null!, _g = null!;

    [ParamsSource(nameof(Shapes))]
    public Shape Shape { get; set; }

    public static IEnumerable<Shape> Shapes => [new(1_000_000, 16), new(200_000, 100), new(20_000, 1000)];

    [GlobalSetup]
    public void Setup()
    {
        var samples = new RandomSamples(Shape.Rows, Shape.Columns);
        (_x, _y) = (samples.X, samples.FirstTarget);
        (_point, _gradient) = (RandomNumbers.Signed(Shape.Columns, seed: 2), new double[Shape.Columns]);
        _w = Vector<double>.Build.Dense(_point);
        _objective = new LinearObjective(_x, _y, Losses.HalfMeanSquaredError, fitIntercept: false);
    }

    [Benchmark]
    public double LinearObjective() => _objective.Evaluate(_point, _gradient);

    [Benchmark(Baseline = true)]
    public double MathNet()
    {
        Vector<double> r = (_x * _w) - _y;
        _g = _x.TransposeThisAndMultiply(r) / Shape.Rows;
        return r.DotProduct(r) / (2.0 * Shape.Rows);
    }
}
