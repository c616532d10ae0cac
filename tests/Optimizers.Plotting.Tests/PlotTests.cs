using Optimizers.Regression;

namespace Optimizers.Plotting.Tests;

/// <summary>Each plot as a file: its kind, its size, and every word on it.</summary>
public sealed class PlotTests : IDisposable
{
    private static readonly Vector<double> X = Vector<double>.Build.Dense(50, i => i / 10.0);
    private static readonly Vector<double> Y = Vector<double>.Build.Dense(50, i => 2 + (3 * X[i]) + Math.Sin(5 * i));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plots");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SavePng_AnyFigure_WritesAPngOfItsSize()
    {
        string path = Path.Combine(_folder.FullName, "loss.png");
        LossPlot.Of([3, 2, 1]).SavePng(path, 320, 200);

        byte[] bytes = File.ReadAllBytes(path);
        bytes.Take(8).Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A);
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)).Should().Be(320);
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)).Should().Be(200);
    }

    [Fact]
    public void LossPlot_SeveralRuns_HasTitleAxesLegendAndPowersOfTen()
    {
        Svg(LossPlot.Of(("gradient descent", [100, 1, 0.01]), ("momentum", [100, 0.1, 0.001])))
            .Should().ContainAll("Loss over the iterations", "iteration", "loss (logarithmic)", "gradient descent", "momentum", "100", "0.01");
    }

    [Fact]
    public void LossPlot_NarrowOrNotAboveZero_IsLinear()
    {
        Svg(LossPlot.Of([50, 40])).Should().NotContain("logarithmic");
        Svg(LossPlot.Of([3, 0, -1])).Should().Contain("loss").And.NotContain("logarithmic");
    }

    [Fact]
    public void LossPlot_OfResults_UsesTheNumbersOfTheIterations()
    {
        IDifferentiableFunction slope = DifferentiableFunction.FromExpression(x => Math.Exp(x));
        OptimizationResult thinned = new GradientDescent { LearningRate = 1e-5 }.Minimize(slope, [0.0], new StoppingCriteria { MaxIterations = 40_000 });

        Figure figure = LossPlot.Of(("descent", thinned));

        figure.Plot.Axes.AutoScale();
        figure.Plot.Axes.GetLimits().Right.Should().BeGreaterThan(39_000);
    }

    [Fact]
    public void FitPlot_ShowsTheFormula()
        => Svg(FitPlot.Of(X, Y, new LinearRegression().Fit(X, Y)).WithTitle("A line").WithAxes("time (s)", "way (m)"))
            .Should().ContainAll("A line", "time (s)", "way (m)", "data", "y = ");

    [Fact]
    public void ResidualPlot_NamesBothAxes()
        => Svg(ResidualPlot.Of(Y, new LinearRegression().Fit(X, Y).Predict(X)))
            .Should().ContainAll("Residuals against predictions", "prediction", "residual (target − prediction)");

    [Fact]
    public void ContourPlot_ShowsThePathInsideThePicture()
    {
        IDifferentiableFunction bowl = DifferentiableFunction.FromExpression((x, y) => (x * x) + (10 * y * y));

        Figure figure = ContourPlot.Of(bowl, ("descent", [[-3, 1], [2, 0.5], [0, 0]]), ("one point", [[1, 1]]));

        Svg(figure).Should().ContainAll("Contours and path", "descent", "one point");
        ScottPlot.AxisLimits limits = figure.Plot.Axes.GetLimits();
        (limits.Left < -3 && limits.Right > 2 && limits.Bottom < 0 && limits.Top > 1).Should().BeTrue();
        Svg(ContourPlot.Of(bowl, [[1, 1]])).Should().Contain("Contours and path");
    }

    [Fact]
    public void ComparisonPlots_NameEveryOptimizer()
    {
        ExpressionFunction bowl = DifferentiableFunction.FromExpression((x, y) => (x * x) + (10 * y * y));
        OptimizerComparison comparison =
            OptimizerComparison.Of(bowl, [3.0, 1.0], 50, ("descent", new GradientDescent { LearningRate = 0.05 }), ("Adam", new Adam { LearningRate = 0.1 }));

        Svg(ContourPlot.Of(bowl, comparison)).Should().ContainAll("descent", "Adam");
        Svg(LossPlot.Of(comparison)).Should().ContainAll("descent", "Adam", "loss (logarithmic)");
    }

    [Fact]
    public void SchedulePlot_DrawsEachSchedule()
    {
        Svg(SchedulePlot.Of(100, ("cosine", new CosineAnnealing(0.1, 100)), ("number", 0.05))).Should().ContainAll("Schedules", "step", "cosine", "number");
        Refused(() => SchedulePlot.Of(0, ("number", 0.05)), "*", "steps");
        Refused(() => SchedulePlot.Of(5), "There is nothing to draw: at least one schedule is needed.*", "schedules");
    }

    [Fact]
    public void LearningRatePlot_ShowsTheSuggestion()
    {
        LearningRateSearch search = new LearningRateFinder()
            .Find(rate => new GradientDescent { LearningRate = rate }, DifferentiableFunction.FromExpression(x => x * x), [1.0]);

        Svg(LearningRatePlot.Of(search)).Should().ContainAll("learning rate (logarithmic)", "suggestion ");
        Refused(() => LearningRatePlot.Of(new LearningRateSearch([], [], 1)), "There is nothing to draw: no rate was tried.*", "search");
    }

    [Fact]
    public void ContourPlot_FunctionThatIsNotFiniteEverywhere_IsDrawn()
        => Svg(ContourPlot.Of(DifferentiableFunction.FromExpression((x, y) => Math.Log(x) + (y * y)), [[1, 1], [-1, 0]])).Should().Contain("Contours and path");

    [Fact]
    public void Plots_BadArguments_SayWhat()
    {
        IDifferentiableFunction line = DifferentiableFunction.FromExpression(x => x);
        IDifferentiableFunction plane = DifferentiableFunction.FromExpression((x, y) => x + y);

        Refused(() => LossPlot.Of(Array.Empty<double>()), "There is nothing to draw: every run needs at least one loss.*", "runs");
        Refused(() => LossPlot.Of([1, double.NaN]), "A loss is not finite; only finite ones can be drawn.*", "runs");
        Refused(
            () => FitPlot.Of(X, Y.SubVector(0, 3), new LinearRegression().Fit(X, Y)),
            "x has 50 entries and y has 3; they must be as many, and at least one.*",
            "y");
        Refused(() => ResidualPlot.Of(Y.SubVector(0, 3), X), "There are 50 predictions and 3 targets; they must be as many, and at least one.*", "actual");
        Refused(() => ContourPlot.Of(line, [[1, 1]]), "The function has 1 coordinates; contours need 2.*", "function");
        Refused(() => ContourPlot.Of(plane, [[1]]), "Each path needs at least one point, and each point two finite coordinates.*", "paths");
        Refused(() => ContourPlot.Of(plane, Array.Empty<double[]>()), "Each path needs at least one point*", "paths");
        Refused(() => LossPlot.Of([1]).SavePng(" "), "*", "path");
        Refused(() => LossPlot.Of([1]).SaveSvg("x.svg", 0), "*", "width");
    }

    private string Svg(Figure figure)
    {
        string path = Path.Combine(_folder.FullName, "figure.svg");
        figure.SaveSvg(path);
        return File.ReadAllText(path);
    }
}
