using BenchmarkDotNet.Attributes;

namespace Optimizers.Benchmarks;

/// <summary>One step of every update rule on vectors that no cache holds, beside a copy of one such vector by all cores: how much of the memory's speed the
/// steps reach.</summary>
/// <remarks>A copy counts what it reads and writes; that the processor also fetches what will be overwritten is left out, so that a step, which writes where it
/// has read, may reach half as much again.</remarks>
[MemoryDiagnoser]
[Monitored(warmups: 35, iterations: 15)]
[Config(typeof(TrafficColumns))]
public class RuleTrafficBenchmarks
{
    internal const int N = 10_000_000;

    private static readonly int Slices = Environment.ProcessorCount;

    private readonly double[][] _gradients = new double[2][];
    private double[] _point = [], _copy = [];
    private IUpdateRule _rule = null!;
    private OptimizerState _state = new(0);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    public static IEnumerable<string> Rules => MeasuredRules.Names;

    internal static double BytesOfStep(string rule) => (double)N * MeasuredRules.BytesPerCoordinate(rule);

    internal static double BytesOfCopy => 2.0 * N * sizeof(double);

    [GlobalSetup(Target = nameof(Step))]
    public void Setup()
    {
        (_point, _rule) = (RandomNumbers.Signed(N, seed: 1), MeasuredRules.Rule(Rule));
        _state = _rule.CreateState(N);
        _gradients[0] = RandomNumbers.Signed(N, seed: 2);
        _gradients[1] = Array.ConvertAll(_gradients[0], g => -g);
    }

    [GlobalSetup(Target = nameof(Copy))]
    public void SetupCopy() => (_point, _copy) = (RandomNumbers.Signed(N, seed: 1), new double[N]);

    // forth and back: with one gradient for ever some points would run away, and the variance of CenteredRmsProp would vanish
    [Benchmark]
    public void Step() => _rule.Step(_point, _gradients[_state.StepCount & 1], _state);

    [Benchmark(Baseline = true)]
    public void Copy() => Parallel.For(0, Slices, CopySlice);

    [GlobalCleanup(Target = nameof(Step))]
    public void Check()
    {
        if (!_point.All(double.IsNormal))
        {
            throw new InvalidOperationException($"{Rule} has left the normal numbers; its time is not that of other data.");
        }
    }

    private void CopySlice(int slice)
    {
        int from = (int)((long)N * slice / Slices), to = (int)((long)N * (slice + 1) / Slices);
        _point.AsSpan(from..to).CopyTo(_copy.AsSpan(from..to));
    }
}
