using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>One epoch of mini-batch SGD over 1 000 000 × 16, with the pass over all samples that ends a run, beside one iteration of ML.NET's online gradient
/// descent, whose batches are always of one sample.</summary>
[MemoryDiagnoser]
[Monitored(warmups: 5, iterations: 5)]
public class EpochBenchmarks
{
    private const int Rows = 1_000_000, Columns = MlNetSample.FeatureCount;

    private static readonly StochasticGradientDescent Sgd = new() { LearningRate = 0.001 };

    private readonly MLContext _context = new(seed: 1);
    private IDataView _view = null!;
    private LinearObjective _objective = null!;
    private MiniBatches _batches = new(1);

    [Params(1, 10, 100)]
    public int Size { get; set; }

    [Params(false, true)]
    public bool Reshuffled { get; set; }

    [GlobalSetup(Target = nameof(StochasticGradientDescent))]
    public void Setup()
    {
        var samples = new RandomSamples(Rows, Columns);
        _objective = new LinearObjective(samples.X, samples.FirstTarget, Losses.HalfMeanSquaredError);
        _batches = new MiniBatches(Size) { Epochs = 1, Seed = 1, Order = Reshuffled ? SampleOrder.Reshuffled : SampleOrder.AsGiven };
    }

    [GlobalSetup(Target = nameof(MlNetOnlineGradientDescent))]
    public void SetupMlNet()
    {
        var samples = new RandomSamples(Rows, Columns);
        _view = MlNetSamples.Load(_context, samples.X, samples.FirstTarget);
    }

    [Benchmark]
    public OptimizationResult StochasticGradientDescent() => Sgd.Minimize(_objective, new double[Columns + 1], _batches);

    [Benchmark(Baseline = true)]
    public LinearRegressionModelParameters MlNetOnlineGradientDescent()
        => _context.Regression.Trainers.OnlineGradientDescent(
            new OnlineGradientDescentTrainer.Options { NumberOfIterations = 1, Shuffle = Reshuffled, LearningRate = 0.001f }).Fit(_view).Model;
}
