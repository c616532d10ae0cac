namespace Optimizers.TestFunctions;

/// <summary>Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² of any size, from (−1.2, 1, −1.2, 1, …).</summary>
public sealed class ChainedRosenbrock(int dimension) : IDifferentiableFunction
{
    public int Dimension => dimension;

    public double[] Start => [.. Enumerable.Range(0, dimension).Select(i => i % 2 == 0 ? -1.2 : 1)];

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double value = 0;
        gradient[0] = 0;
        for (int i = 0; i + 1 < point.Length; i++)
        {
            double x = point[i], a = point[i + 1] - (x * x), b = 1 - x;
            value += (100 * a * a) + (b * b);
            gradient[i] += (-400 * a * x) - (2 * b);
            gradient[i + 1] = 200 * a;
        }

        return value;
    }
}
