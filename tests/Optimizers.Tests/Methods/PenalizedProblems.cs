namespace Optimizers.Tests;

/// <summary>Functions for the proximal methods, with data written by formulas.</summary>
internal static class PenalizedProblems
{
    /// <summary>½‖Ax − b‖² with a matrix whose columns shrink from 1 to 1/condition.</summary>
    public static IDifferentiableFunction LeastSquares(int rows, int columns, double condition)
    {
        double[,] a = new double[rows, columns];
        double[] b = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                a[i, j] = Math.Pow(condition, -(double)j / (columns - 1)) * (Math.Sin((1.7 * i * j) + (0.3 * i) + j) + 0.3);

                // of x = (2, 0, −1, 2, 0, −1, …) but for an error
                b[i] += a[i, j] * (2 - (j % 3 * (j % 3 == 1 ? 2 : 1.5)));
            }

            b[i] += 0.01 * Math.Cos(2.3 * i);
        }

        return DifferentiableFunction.Create(columns, (x, g) =>
        {
            double value = 0;
            g.Clear();
            for (int i = 0; i < rows; i++)
            {
                double residual = -b[i];
                for (int j = 0; j < columns; j++)
                {
                    residual += a[i, j] * x[j];
                }

                value += 0.5 * residual * residual;
                for (int j = 0; j < columns; j++)
                {
                    g[j] += a[i, j] * residual;
                }
            }

            return value;
        });
    }

    /// <summary>½ Σ cᵢ(xᵢ − bᵢ)².</summary>
    public static IDifferentiableFunction Quadratic(double[] c, double[] b) => DifferentiableFunction.Create(c.Length, (x, g) =>
    {
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            g[i] = c[i] * (x[i] - b[i]);
            value += 0.5 * g[i] * (x[i] - b[i]);
        }

        return value;
    });

    /// <summary>100(y − x²)² + (1 − x)².</summary>
    public static IDifferentiableFunction Rosenbrock { get; } = DifferentiableFunction.Create(2, (x, g) =>
    {
        double a = x[1] - (x[0] * x[0]), b = 1 - x[0];
        (g[0], g[1]) = ((-400 * a * x[0]) - (2 * b), 200 * a);
        return (100 * a * a) + (b * b);
    });

    /// <summary>Calls an action with each point before it is evaluated.</summary>
    public static IDifferentiableFunction Watched(this IDifferentiableFunction function, Action<double[]> watch)
        => DifferentiableFunction.Create(function.Dimension, (x, g) =>
    {
        watch(x.ToArray());
        return function.Evaluate(x, g);
    });
}
