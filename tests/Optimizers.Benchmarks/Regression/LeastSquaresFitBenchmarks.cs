using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// A least-squares fit of 1 000 000 × 16 with a bias by default settings, beside one copy of X, MathNet's normal equations and QR (X with a column of
/// ones made before) and ML.NET's stochastic dual coordinate ascent, the nearest to least squares of its trainers that need no native solver: its
/// exact one does. ML.NET computes in floats, with a small L2 penalty and to a tolerance of its own.
/// </summary>
[MemoryDiagnoser]
public class LeastSquaresFitBenchmarks
{
    private const int Rows = 1_000_000, Columns = MlNetSample.FeatureCount;

    private readonly MLContext _context = new(seed: 1);
    private IDataView _view = null!;
    private Matrix<double> _x = null!, _withOnes = null!;
    private Vector<double> _y = null!;

    [GlobalSetup(Targets = [nameof(LinearRegression), nameof(OneCopy)])]
    public void Setup()
    {
        var samples = new RandomSamples(Rows, Columns);
        (_x, _y) = (samples.X, samples.FirstTarget);
    }

    [GlobalSetup(Targets = [nameof(MathNetNormalEquations), nameof(MathNetQr)])]
    public void SetupMathNet()
    {
        Setup();
        _withOnes = _x.InsertColumn(0, Vector<double>.Build.Dense(Rows, 1));
    }

    [GlobalSetup(Target = nameof(MlNetSdca))]
    public void SetupMlNet()
    {
        Setup();
        _view = MlNetSamples.Load(_context, _x, _y);
    }

    [Benchmark]
    public LinearModel LinearRegression() => new LinearRegression().Fit(_x, _y);

    [Benchmark]
    [Peer]
    public LinearObjective OneCopy() => new(_x, _y, Losses.MeanSquaredError);

    [Benchmark(Baseline = true)]
    public Vector<double> MathNetNormalEquations() => MultipleRegression.NormalEquations(_withOnes, _y);

    [Benchmark]
    [Peer]
    public Vector<double> MathNetQr() => MultipleRegression.QR(_withOnes, _y);

    [Benchmark]
    [Peer]
    public LinearRegressionModelParameters MlNetSdca() => _context.Regression.Trainers.Sdca().Fit(_view).Model;
}
