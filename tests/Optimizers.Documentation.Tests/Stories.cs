#pragma warning disable IDE0007, IDE0008, IDE0048 // the README's own style: short
using Optimizers.Data;
using Optimizers.Plotting;
using Optimizers.Regression;

namespace Optimizers.Documentation.Tests;

/// <summary>The stories of the README, word for word; <see cref="ReadmeTests"/> compares them.</summary>
public sealed class Stories : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stories");
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly Matrix<double> _features = Matrix<double>.Build.Dense(200, 3, (i, j) => Math.Sin(i * (j + 1)));

    public Stories() => Directory.SetCurrentDirectory(_folder.FullName);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void MinimizeAnExpression()
    {
        TextWriter console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        var f = DifferentiableFunction.FromExpression(x => x * x + 2 * x + 3);        // differentiated symbolically, compiled once
        var run = new GradientDescent { LearningRate = 0.1 }.Iterate(f, [5.0]);
        foreach (Iteration i in run)
            Console.WriteLine($"{i.Number,3}  x = {run.Point[0]:F6}  f = {i.Value:F6}");
        Console.WriteLine(run.Result);                                                // why it stopped, point, value, counts
        Console.SetOut(console);

        written.ToString().Should().StartWith("  0  x = 5.000000  f = 38.000000").And.Contain("Converged: the gradient is within its tolerance");
        run.Result.Value.Should().Be(2);
    }

    [Fact]
    public void FitATable()
    {
        File.WriteAllLines(
            "houses.csv",
            ["price,area,city",
                .. Enumerable.Range(0, 60).Select(
                    i => FormattableString.Invariant($"{100 + (3 * (i % 17)) + (20 * (i % 2)) + Math.Sin(i)},{i % 17},{(i % 2 == 0 ? "Basel" : "Bern")}"))]);
        TextWriter console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        TrainingData data = TrainingData.FromTable(CsvSource.Open("houses.csv"), new TableSchema { Target = "price", Categorical = ["city"] });
        LinearModel model = new LinearRegression { Loss = Losses.Huber(10), Penalty = new RidgePenalty(0.01) }.Fit(data);
        Console.WriteLine(new LinearRegression().Fit(data).Summary());                // estimates, standard errors, t, p, intervals, R², F, AIC, BIC
        Console.SetOut(console);

        written.ToString().Should().Contain("city=Bern").And.Contain("adjusted R²");
        model.Coefficients[1].Should().BeApproximately(20, 1);
    }

    [Fact]
    public void FitALineByMiniBatches()
    {
        Vector<double> x = _features.Column(0), y = 7 * x + 2;
        var sgd = new LinearRegression
        {
            Optimizer = new StochasticGradientDescent { LearningRate = 0.01, Momentum = 0.9 },
            Batches = new MiniBatches(32) { Epochs = 30, Seed = 1 }
        };
        LinearModel line = sgd.Fit(x, y);                                             // Vector<double>, Vector<double>
        LossPlot.Of(line.LossHistory).SavePng("loss.png");                            // Optimizers.Plotting

        line.Coefficients[0].Should().BeApproximately(7, 0.1);
        new FileInfo("loss.png").Length.Should().BePositive();
    }

    [Fact]
    public void FitSeveralTargets()
    {
        Matrix<double> X = _features, Y = X * Matrix<double>.Build.Dense(3, 2, (i, j) => 1 + i - j);
        var model = new LinearRegression { Optimizer = new Adam { LearningRate = 0.05 } }.Fit(X, Y);   // n × d, n × k
        Console.WriteLine(model.Training);

        model.Training.Converged.Should().BeTrue();
        model.Coefficients[2, 1].Should().BeApproximately(2, 1e-7);
    }

    [Fact]
    public void StepInALoopOfOnesOwn()
    {
        var adam = new Adam { LearningRate = 0.02 };
        double[] p = [-1.2, 1.0], g = new double[2];
        OptimizerState state = adam.CreateState(p.Length);
        while (Rosenbrock(p, g) > 1e-10)                                              // returns f, writes its gradient
            adam.Step(p, g, state);
        OptimizerState checkpoint = state.Clone();                                    // resuming gives the same bits

        p[0].Should().BeApproximately(1, 1e-4);
        checkpoint.Should().Be(state);
    }

    [Fact]
    public void Maximize()
    {
        var hill = DifferentiableFunction.FromExpression((x, y) => 4 - x * x - (y - 1) * (y - 1));
        OptimizationResult top = new Adam { LearningRate = 0.1 }.Maximize(hill, [3.0, -2.0]);

        top.Value.Should().BeApproximately(4, 1e-12);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[1] - x[0] * x[0], b = 1 - x[0];
        gradient[0] = -400 * a * x[0] - 2 * b;
        gradient[1] = 200 * a;
        return 100 * a * a + b * b;
    }
}
