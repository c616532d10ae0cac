using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Benchmarks;

/// <summary>One step of Adam, beside the same formula in MathNet's vector operators; ML.NET keeps its optimizers to itself, so that none of its steps can be
/// called.</summary>
[MemoryDiagnoser]
public class AdamStepBenchmarks
{
    private readonly Adam _adam = new();
    private double[] _point = [], _gradient = [];
    private OptimizerState _state = new(0);

    private Vector<double> _x = null!, _g = null!, _m = null!, _v = null!;
    private int _step;

    [Params(10, 1000, 100_000, 10_000_000)]
    public int N { get; set; }

    [GlobalSetup(Target = nameof(Adam))]
    public void Setup() => (_point, _gradient, _state) = (RandomNumbers.Signed(N, seed: 1), RandomNumbers.Signed(N, seed: 2), _adam.CreateState(N));

    [GlobalSetup(Target = nameof(MathNet))]
    public void SetupMathNet()
    {
        (_x, _g) = (Vector<double>.Build.Dense(RandomNumbers.Signed(N, seed: 1)), Vector<double>.Build.Dense(RandomNumbers.Signed(N, seed: 2)));
        (_m, _v) = (Vector<double>.Build.Dense(N), Vector<double>.Build.Dense(N));
    }

    [Benchmark]
    public void Adam() => _adam.Step(_point, _gradient, _state);

    [Benchmark(Baseline = true)]
    public void MathNet()
    {
        double β1 = _adam.Beta1, β2 = _adam.Beta2;
        _step++;
        _m = (β1 * _m) + ((1 - β1) * _g);
        _v = (β2 * _v) + ((1 - β2) * _g.PointwiseMultiply(_g));
        Vector<double> mean = _m / (1 - Math.Pow(β1, _step)), square = _v / (1 - Math.Pow(β2, _step));
        _x -= 0.001 * mean.PointwiseDivide(square.PointwiseSqrt() + _adam.Epsilon);
    }
}
