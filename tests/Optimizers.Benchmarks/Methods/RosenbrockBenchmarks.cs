using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Optimizers.TestFunctions;

namespace Optimizers.Benchmarks;

/// <summary>The chained Rosenbrock function by L-BFGS to a gradient of 1e-8, MathNet's beside ours: the whole run.</summary>
[MemoryDiagnoser]
public class RosenbrockBenchmarks
{
    private static readonly StoppingCriteria Stop = new() { GradientTolerance = 1e-8, MaxIterations = 100_000 };

    private ChainedRosenbrock _function = new(2);
    private double[] _start = [];

    [Params(2, 100, 1000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => (_function, _start) = (new ChainedRosenbrock(N), new ChainedRosenbrock(N).Start);

    [Benchmark]
    public double Lbfgs() => new Lbfgs().Minimize(_function, _start, Stop).EnsureConverged().Value;

    [Benchmark(Baseline = true)]
    public double MathNetLbfgs()
        => new LimitedMemoryBfgsMinimizer(1e-8, 1e-20, 1e-20, 10, 100_000)
            .FindMinimum(new MathNetObjective(_function).Objective, Vector<double>.Build.Dense([.. _start])).FunctionInfoAtMinimum.Value;
}
