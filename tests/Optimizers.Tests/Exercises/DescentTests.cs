using System.Text.Json;

namespace Optimizers.Tests;

/// <summary>Descent on x² + 2x + 3 until |f′(x)| ≤ ε, and ascent on its negative, to the digit.</summary>
public sealed class DescentTests
{
    public static TheoryData<double, double, double, int, double, double> Cases
    {
        get
        {
            var cases = new TheoryData<double, double, double, int, double, double>();
            foreach (JsonElement item in GoldenFile.Read("exercises/descent.json").GetProperty("cases").EnumerateArray())
            {
                cases.Add(
                    item.GetProperty("start").GetDouble(), item.GetProperty("learning_rate").GetDouble(), item.GetProperty("epsilon").GetDouble(),
                    item.GetProperty("iterations").GetInt32(), item.GetProperty("x").GetDouble(), item.GetProperty("value").GetDouble());
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minimize_Expression_TakesTheSameStepsToTheSamePoint(double start, double rate, double ε, int iterations, double x, double value)
    {
        ExpressionFunction f = DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3);

        OptimizationResult result = new GradientDescent { LearningRate = rate }.Minimize(f, [start], new StoppingCriteria { GradientTolerance = ε });

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Iterations.Should().Be(iterations);
        result.Evaluations.Should().Be(iterations + 1);
        result.Point[0].Should().BeApproximately(x, 1e-12);
        result.Value.Should().BeApproximately(value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maximize_TheNegative_TakesTheSameStepsToTheSamePoint(double start, double rate, double ε, int iterations, double x, double value)
    {
        ExpressionFunction f = DifferentiableFunction.FromExpression(x => -((x * x) + (2 * x) + 3));

        OptimizationResult result = new GradientDescent { LearningRate = rate }.Maximize(f, [start], new StoppingCriteria { GradientTolerance = ε });

        result.Iterations.Should().Be(iterations);
        result.Point[0].Should().BeApproximately(x, 1e-12);
        result.Value.Should().BeApproximately(-value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minimize_ForwardDifference_EndsHalfAStepBesideThePoint(double start, double rate, double ε, int iterations, double x, double value)
    {
        // the quotient of x² + 2x + 3 is 2x + 2 + h: its zero is h/2 below −1; rounding of f leaves about 1e-15/h in it
        const double h = 1e-4;
        IDifferentiableFunction f = DifferentiableFunction.FromValue(1, x => (x[0] * x[0]) + (2 * x[0]) + 3, new ForwardDifference(h));

        OptimizationResult result =
            new GradientDescent { LearningRate = rate }.Minimize(f, [start], new StoppingCriteria { GradientTolerance = Math.Max(ε, 1e-7) });

        result.Converged.Should().BeTrue();
        result.Point[0].Should().BeApproximately(-1 - (h / 2), Math.Max(ε, 1e-7));
        result.Value.Should().BeApproximately(value, 1e-8);
        Math.Abs(result.Point[0] - x).Should().BeLessThan(h);
        result.Iterations.Should().BeCloseTo(iterations, 15);
    }
}
