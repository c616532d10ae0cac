using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>
/// A least-squares fit with a bias alone and with its summary, beside MathNet's normal equations and QR, which have none (X with a column of ones made
/// before).
/// </summary>
[MemoryDiagnoser]
[Monitored(warmups: 2, iterations: 5)]
public class SummaryBenchmarks
{
    private Matrix<double> _x = null!, _withOnes = null!;
    private Vector<double> _y = null!;

    public static IEnumerable<Shape> Shapes => [new(1_000_000, 16), new(100_000, 200)];

    [ParamsSource(nameof(Shapes))]
    public Shape Shape { get; set; }

    [GlobalSetup(Targets = [nameof(Fit), nameof(FitWithSummary)])]
    public void Setup()
    {
        var samples = new RandomSamples(Shape.Rows, Shape.Columns);
        (_x, _y) = (samples.X, samples.FirstTarget);
    }

    [GlobalSetup(Targets = [nameof(MathNetNormalEquations), nameof(MathNetQr)])]
    public void SetupMathNet()
    {
        Setup();
        _withOnes = _x.InsertColumn(0, Vector<double>.Build.Dense(Shape.Rows, 1));
    }

    [Benchmark]
    public LinearModel Fit() => new LinearRegression().Fit(_x, _y);

    [Benchmark]
    public RegressionSummary FitWithSummary() => new LinearRegression().Fit(_x, _y).Summary();

    [Benchmark(Baseline = true)]
    public Vector<double> MathNetNormalEquations() => MultipleRegression.NormalEquations(_withOnes, _y);

    [Benchmark]
    [Peer]
    public Vector<double> MathNetQr() => MultipleRegression.QR(_withOnes, _y);
}
