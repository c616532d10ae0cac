using System.Text.Json;

namespace Optimizers.Regression.Tests;

/// <summary>The line y = 7x + 2 through 1000 points, by full batch and by recorded mini-batches, to the digit.</summary>
public sealed class LineTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Fit_FullBatch_GivesEveryValueOfTheHistory()
    {
        JsonElement golden = GoldenFile.Read("exercises/line.json");
        Vector<double> x = Vector(golden, "x"), y = Vector(golden, "y");
        var regression = new LinearRegression
        {
            Loss = Losses.HalfMeanSquaredError,
            Optimizer = new GradientDescent { LearningRate = 0.01 },
            Standardize = false,
            Stopping = new() { MaxIterations = 100 },
        };

        LinearModel model = regression.Fit(x, y);

        model.Coefficients[0].Should().BeApproximately(golden.GetProperty("w").GetDouble(), Tolerance);
        model.Intercept.Should().BeApproximately(golden.GetProperty("b").GetDouble(), Tolerance);
        double[] errors = Errors(golden);
        model.LossHistory.Should().HaveCount(101);
        GoldenFile.Deviation([.. model.LossHistory.Take(100).Select(half => 2 * half)], errors, Tolerance, Tolerance).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Iterate_FullBatch_GoesThroughEveryPoint()
    {
        JsonElement golden = GoldenFile.Read("exercises/line.json");
        var objective = new LinearObjective(Vector(golden, "x").ToColumnMatrix(), Vector(golden, "y"), Losses.HalfMeanSquaredError);
        OptimizationRun run = new GradientDescent { LearningRate = 0.01 }.Iterate(objective, [0.0, 0.0], new StoppingCriteria { MaxIterations = 99 });

        foreach ((Iteration iteration, JsonElement expected) in run.Zip(golden.GetProperty("history").EnumerateArray()))
        {
            run.Point[0].Should().BeApproximately(expected.GetProperty("w").GetDouble(), Tolerance);
            run.Point[1].Should().BeApproximately(expected.GetProperty("b").GetDouble(), Tolerance);
            (2 * iteration.Value).Should().BeApproximately(expected.GetProperty("mse").GetDouble(), Tolerance * expected.GetProperty("mse").GetDouble());
        }

        run.Result.Iterations.Should().Be(99);
    }

    [Fact]
    public void Step_RecordedMiniBatches_GivesEveryPointAndError()
    {
        JsonElement golden = GoldenFile.Read("exercises/minibatch.json");
        int[][] batches = [.. golden.GetProperty("batches").EnumerateArray().Select(batch => batch.EnumerateArray().Select(i => i.GetInt32()).ToArray())];
        var objective = new LinearObjective(Vector(golden, "x").ToColumnMatrix(), Vector(golden, "y"), Losses.HalfMeanSquaredError);
        var rule = new GradientDescent { LearningRate = 0.01 };
        OptimizerState state = rule.CreateState(2);
        double[] point = [0, 0], gradient = new double[2];

        foreach ((int[] batch, JsonElement expected) in batches.Zip(golden.GetProperty("history").EnumerateArray()))
        {
            point[0].Should().BeApproximately(expected.GetProperty("w").GetDouble(), Tolerance);
            point[1].Should().BeApproximately(expected.GetProperty("b").GetDouble(), Tolerance);
            double value = objective.Evaluate(point, batch, gradient);
            (2 * value).Should().BeApproximately(expected.GetProperty("mse").GetDouble(), Tolerance * Math.Max(1, expected.GetProperty("mse").GetDouble()));
            rule.Step(point, gradient, state);
        }

        state.StepCount.Should().Be(100);
        point[0].Should().BeApproximately(golden.GetProperty("w").GetDouble(), Tolerance);
        point[1].Should().BeApproximately(golden.GetProperty("b").GetDouble(), Tolerance);
    }

    [Fact]
    public void Fit_OwnMiniBatches_ComesAsClose()
    {
        JsonElement golden = GoldenFile.Read("exercises/minibatch.json");
        Vector<double> x = Vector(golden, "x"), y = Vector(golden, "y");
        var regression = new LinearRegression
        {
            Loss = Losses.HalfMeanSquaredError,
            Optimizer = new GradientDescent { LearningRate = 0.01 },
            Standardize = false,
            Batches = new MiniBatches(10) { Steps = 100, Seed = 1, Order = SampleOrder.WithoutReplacement },
        };

        LinearModel model = regression.Fit(x, y);

        // after 100 steps the recorded run is 0.014 from the slope and 0.73 from the intercept
        model.Coefficients[0].Should().BeApproximately(7, 0.2);
        model.Intercept.Should().BeApproximately(golden.GetProperty("b").GetDouble(), 0.2);
        model.Training.Iterations.Should().Be(100);
        model.LossHistory.Should().HaveCount(101);
        regression.Fit(x, y).Coefficients.Should().Equal(model.Coefficients, "a seed gives the same bits");
    }

    private static Vector<double> Vector(JsonElement golden, string name) => Vector<double>.Build.DenseOfArray(golden.GetProperty(name).Doubles());

    private static double[] Errors(JsonElement golden)
        => [.. golden.GetProperty("history").EnumerateArray().Select(item => item.GetProperty("mse").GetDouble())];
}
