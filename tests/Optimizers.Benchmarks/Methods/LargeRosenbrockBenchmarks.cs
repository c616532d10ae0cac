using BenchmarkDotNet.Attributes;
using Optimizers.TestFunctions;

namespace Optimizers.Benchmarks;

/// <summary>The chained Rosenbrock function of 10 000 variables by L-BFGS to a gradient of 1e-8: the whole run, too long for MathNet's to stand beside
/// it.</summary>
[MemoryDiagnoser]
[Monitored(warmups: 1, iterations: 3)]
public class LargeRosenbrockBenchmarks
{
    private const int N = 10_000;

    private static readonly StoppingCriteria Stop = new() { GradientTolerance = 1e-8, MaxIterations = 1_000_000 };

    private readonly ChainedRosenbrock _function = new(N);

    [Benchmark]
    public double Lbfgs() => new Lbfgs().Minimize(_function, _function.Start, Stop).EnsureConverged().Value;
}
