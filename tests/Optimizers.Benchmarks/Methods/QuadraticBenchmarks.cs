using BenchmarkDotNet.Attributes;

namespace Optimizers.Benchmarks;

/// <summary>An iteration of gradient descent on a parabola written as an expression, beside the same descent as a plain loop over the same function, the least
/// it could take; MathNet has no gradient descent.</summary>
[MemoryDiagnoser]
public class QuadraticBenchmarks
{
    private const int Iterations = 100_000;

    // so small that no iteration comes to the minimum
    private const double LearningRate = 1e-7;

    private static readonly StoppingCriteria Stop = new() { GradientTolerance = 0, MaxIterations = Iterations };

    private readonly ExpressionFunction _function = DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3);

    [Benchmark(OperationsPerInvoke = Iterations)]
    public double GradientDescent() => new GradientDescent { LearningRate = LearningRate }.Minimize(_function, [5.0], Stop).Value;

    [Benchmark(Baseline = true, OperationsPerInvoke = Iterations)]
    public double PlainLoop()
    {
        double[] point = [5.0], gradient = new double[1];
        double value = _function.Evaluate(point, gradient);
        for (int i = 0; i < Iterations; i++)
        {
            point[0] -= LearningRate * gradient[0];
            value = _function.Evaluate(point, gradient);
        }

        return value;
    }
}
