using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// A Poisson regression of 1 000 000 × 16 by default settings, beside ML.NET's L-BFGS, which computes in floats and to a tolerance of its own.
/// </summary>
[MemoryDiagnoser]
[Monitored(warmups: 2, iterations: 5)]
public class PoissonBenchmarks
{
    private readonly MLContext _context = new(seed: 1);
    private IDataView _view = null!;
    private Matrix<double> _x = null!;
    private Vector<double> _y = null!;

    [GlobalSetup(Target = nameof(LinearRegression))]
    public void Setup()
    {
        var samples = new PredictedSamples(new Shape(1_000_000, MlNetSample.FeatureCount));
        (_x, _y) = (samples.X, samples.Counts());
    }

    [GlobalSetup(Target = nameof(MlNetLbfgs))]
    public void SetupMlNet()
    {
        Setup();
        _view = MlNetSamples.Load(_context, _x, _y);
    }

    [Benchmark]
    public LinearModel LinearRegression() => new LinearRegression { Loss = Losses.Poisson }.Fit(_x, _y);

    [Benchmark(Baseline = true)]
    public PoissonRegressionModelParameters MlNetLbfgs()
        => _context.Regression.Trainers.LbfgsPoissonRegression(l1Regularization: 0, l2Regularization: 0).Fit(_view).Model;
}
