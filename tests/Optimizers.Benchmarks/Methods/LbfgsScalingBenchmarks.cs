using BenchmarkDotNet.Attributes;
using Optimizers.TestFunctions;

namespace Optimizers.Benchmarks;

/// <summary>The time of one evaluation of L-BFGS with all that belongs to it, against n; the allocation is that of the start, shared among a thousand
/// evaluations.</summary>
[MemoryDiagnoser]
public class LbfgsScalingBenchmarks
{
    private const int Evaluations = 1000;
    private static readonly StoppingCriteria Stop = new() { MaxEvaluations = Evaluations };

    private ChainedRosenbrock _function = new(2);
    private double[] _start = [];

    [Params(1000, 10_000, 100_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => (_function, _start) = (new ChainedRosenbrock(N), new ChainedRosenbrock(N).Start);

    [Benchmark(OperationsPerInvoke = Evaluations)]
    public double PerEvaluation() => new Lbfgs().Minimize(_function, _start, Stop).Value;
}
