using System.Text.Json;

namespace Optimizers.Regression.Tests;

/// <summary>The fit of y = X (1, 3, 5) + 7 to six points by 5000 steps of matrix gradients, to the digit.</summary>
public sealed class MultivariateTests
{
    private const double Tolerance = 1e-10;
    private readonly JsonElement _golden = GoldenFile.Read("exercises/multivariate.json");

    private LinearRegression Settings => new()
    {
        Loss = Losses.HalfSumOfSquaredErrors,
        Optimizer = new GradientDescent { LearningRate = 0.01 },
        Standardize = false,
        Start = Vector<double>.Build.DenseOfArray(_golden.GetProperty("start").Doubles()),
        Stopping = new() { MaxIterations = 5000 },
    };

    [Fact]
    public void Fit_Features_EndsAtTheSamePoint()
    {
        LinearModel model = Settings.Fit(X("X"), Y);

        double[] expected = _golden.GetProperty("beta").Doubles();
        model.Training.Iterations.Should().Be(5000);
        GoldenFile.Deviation([.. model.Coefficients, model.Intercept], expected, 0, Tolerance).Should().BeLessThanOrEqualTo(1);
        foreach (JsonElement at in _golden.GetProperty("trace").EnumerateArray())
        {
            double squares = at.GetProperty("sse").GetDouble();
            (2 * model.LossHistory[at.GetProperty("step").GetInt32()]).Should().BeApproximately(squares, Tolerance * Math.Max(1, squares));
        }
    }

    [Fact]
    public void Iterate_ColumnOfOnes_GoesThroughTheTrace()
    {
        var objective = new LinearObjective(X("X_with_bias"), Y, Losses.HalfSumOfSquaredErrors, fitIntercept: false);
        OptimizationRun run = new GradientDescent { LearningRate = 0.01 }.Iterate(
            objective, _golden.GetProperty("start").Doubles(), new StoppingCriteria { MaxIterations = 5000 });
        Dictionary<int, double[]> trace = _golden.GetProperty("trace").EnumerateArray().ToDictionary(
            at => at.GetProperty("step").GetInt32(), at => at.GetProperty("beta").Doubles());

        int seen = 0;
        foreach (Iteration iteration in run)
        {
            if (trace.TryGetValue(iteration.Number, out double[]? expected))
            {
                GoldenFile.Deviation(run.Point, expected, 0, Tolerance).Should().BeLessThanOrEqualTo(1);
                seen++;
            }
        }

        seen.Should().Be(trace.Count);
        GoldenFile.Deviation(run.Point, _golden.GetProperty("beta").Doubles(), 0, Tolerance).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Fit_ColumnOfOnesWithoutIntercept_IsTheSameFit()
    {
        LinearModel model = (Settings with { FitIntercept = false }).Fit(X("X_with_bias"), Y);

        GoldenFile.Deviation([.. model.Coefficients], _golden.GetProperty("beta").Doubles(), 0, Tolerance).Should().BeLessThanOrEqualTo(1);
        model.Intercept.Should().Be(0);
    }

    [Fact]
    public void Fit_TwoTargets_FitsEachAsAlone()
    {
        // the second target is the first with its sign turned, from its own start
        Matrix<double> both = Matrix<double>.Build.DenseOfColumnVectors(Y, -Y);
        double[] start = _golden.GetProperty("start").Doubles();
        LinearRegression settings = Settings with { Start = Vector<double>.Build.DenseOfArray([.. start, .. start.Select(beta => -beta)]) };

        MultiTargetLinearModel model = settings.Fit(X("X"), both);

        double[] expected = _golden.GetProperty("beta").Doubles();
        for (int t = 0; t < 2; t++)
        {
            double[] beta = [.. model.Coefficients.Column(t).Append(model.Intercept[t]).Select(value => t == 0 ? value : -value)];
            GoldenFile.Deviation(beta, expected, 0, Tolerance).Should().BeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Fit_ByDefault_IsExact()
    {
        LinearModel model = new LinearRegression().Fit(X("X"), Y);

        GoldenFile.Deviation([.. model.Coefficients, model.Intercept], [1, 3, 5, 7], 1e-13, 0).Should().BeLessThanOrEqualTo(1);
        model.Score(X("X"), Y).Should().BeApproximately(1, 1e-14);
    }

    private Vector<double> Y => Vector<double>.Build.DenseOfArray(_golden.GetProperty("y").Doubles());

    private Matrix<double> X(string name) => Matrix<double>.Build.DenseOfRowArrays(_golden.GetProperty(name).Rows());
}
