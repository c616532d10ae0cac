namespace Optimizers;

/// <summary>Jacobians and Hessians by differences.</summary>
public static class NumericalDerivatives
{
    /// <summary>The Jacobian of m functions of n variables.</summary>
    /// <param name="functionCount">m, at least 1.</param>
    /// <param name="functions">Takes x (n) and a span (m) in which it writes all values.</param>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="difference">How it is approximated; <see cref="CentralDifference"/> by default.</param>
    /// <returns>∂fᵢ/∂xⱼ, m × n.</returns>
    /// <exception cref="ArgumentException">There are no functions.</exception>
    public static double[,] Jacobian(
        int functionCount, Action<ReadOnlySpan<double>, Span<double>> functions, ReadOnlySpan<double> point, Difference? difference = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        double[] values = new double[Require.AtLeast(1, functionCount, nameof(functionCount))], flat = new double[functionCount * point.Length];
        functions(point, values);
        (difference ?? new CentralDifference()).Write(new DelegateValues(functions), point, values, flat);
        return ToMatrix(flat, functionCount, point.Length);
    }

    /// <summary>The Hessian of a function, by differences of its gradient.</summary>
    /// <param name="function">f, of n coordinates.</param>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="difference">How it is approximated; <see cref="CentralDifference"/> by default.</param>
    /// <returns>∂²f/∂xᵢ∂xⱼ, n × n, symmetric.</returns>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the function.</exception>
    public static double[,] Hessian(IDifferentiableFunction function, ReadOnlySpan<double> point, Difference? difference = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.SameLength(point.Length, function.Dimension, "point", "the function takes", nameof(point));
        double[,] hessian = Jacobian(point.Length, (x, gradient) => function.Evaluate(x, gradient), point, difference);
        for (int i = 0; i < point.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                hessian[i, j] = hessian[j, i] = (hessian[i, j] + hessian[j, i]) / 2;
            }
        }

        return hessian;
    }

    private static double[,] ToMatrix(double[] flat, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        Buffer.BlockCopy(flat, 0, matrix, 0, sizeof(double) * flat.Length);
        return matrix;
    }
}
