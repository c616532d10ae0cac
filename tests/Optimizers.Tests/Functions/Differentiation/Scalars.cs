namespace Optimizers.Tests;

/// <summary>Functions over all kinds of numbers, made from what the tests are about.</summary>
internal static class Scalars
{
    /// <summary>Both kinds of differentiation of a function.</summary>
    public static IDifferentiableFunction[] Both<TFunction>(int dimension, TFunction function)
        where TFunction : IScalarFunction
        => [DifferentiableFunction.Forward(dimension, function), DifferentiableFunction.Reverse(dimension, function)];

    /// <summary>Value and gradient.</summary>
    public static (double Value, double[] Gradient) At(this IDifferentiableFunction function, params double[] point)
    {
        double[] gradient = [.. Enumerable.Repeat(12345.0, point.Length)];
        double value = function.Evaluate(point, gradient);
        return (value, gradient);
    }

    /// <summary>Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².</summary>
    public sealed class Chain : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                sum += (100 * T.Square(x[i + 1] - T.Square(x[i]))) + T.Square(1 - x[i]);
            }

            return sum;
        }
    }
}
