namespace Optimizers.Tests;

/// <summary>A smooth problem whose minimum is known.</summary>
internal sealed record UnitProblem(IDifferentiableFunction Function, double[] Start, double[] Minimum)
{
    public static IReadOnlyDictionary<string, UnitProblem> ByName { get; } = new Dictionary<string, UnitProblem>
    {
        ["Rosenbrock"] = new(PenalizedProblems.Rosenbrock, [-1.2, 1], [1, 1]),
        ["Quadratic"] = new(PenalizedProblems.Quadratic([1, 10, 100, 1000, 10_000], [1, -2, 3, 0.5, -1]), [-1, 4, 2, 3, 0.3], [1, -2, 3, 0.5, -1]),
        ["Quartic"] = new(Quartic, [3, -1, 2], [1, 1, 1]),
    };

    /// <summary>Σ ¼i(xᵢ − 1)⁴ + ½(xᵢ − 1)² + ½(Σxᵢ − 3)².</summary>
    private static IDifferentiableFunction Quartic => DifferentiableFunction.Create(3, (x, g) =>
    {
        double sum = x[0] + x[1] + x[2] - 3, value = 0.5 * sum * sum;
        for (int i = 0; i < 3; i++)
        {
            double d = x[i] - 1;
            value += (0.25 * (i + 1) * d * d * d * d) + (0.5 * d * d);
            g[i] = ((i + 1) * d * d * d) + d + sum;
        }

        return value;
    });
}
