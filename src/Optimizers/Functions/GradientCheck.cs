namespace Optimizers;

/// <summary>Compares a function's own gradient with differences of its values.</summary>
public static class GradientCheck
{
    /// <summary>Finds the coordinate at which the gradient and the central difference disagree most.</summary>
    /// <param name="function">The function, of n coordinates.</param>
    /// <param name="point">x, n coordinates; choose it away from kinks and from the minimum.</param>
    /// <returns>The worst coordinate with both numbers. For a right gradient of a smooth function the error is about 1e-9 and rarely above 1e-6.</returns>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the function, or one that is not finite.</exception>
    /// <remarks>
    /// <code>error = |analytic − numerical| / max(|analytic|, |numerical|, s), s = ∛ε·max(1, |f(x)|)</code>
    /// <para>The scale s keeps rounding from being taken for an error where a partial derivative is near 0. A NaN on either side
    /// is the worst error there is. The gradient is written over NaN, so that a coordinate that the function leaves unset, or adds to, is found and named. Allocates two gradients.</para>
    /// </remarks>
    public static GradientComparison Compare(IDifferentiableFunction function, ReadOnlySpan<double> point)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.SameLength(point.Length, function.Dimension, "point", "the function takes", nameof(point));
        Require.Finite(point, "point", nameof(point));

        double[] analytic = new double[point.Length], numerical = new double[point.Length];
        Array.Fill(analytic, double.NaN);
        double value = function.Evaluate(point, analytic);
        double[] x = point.ToArray();
        if (GradientWriting.FindFault(analytic, gradient => function.Evaluate(x, gradient)) is { } fault)
        {
            return new GradientComparison(fault.Coordinate, double.NaN, double.NaN, double.NaN) { Fault = fault.Fault };
        }

        new CentralDifference().Write(new FunctionValue(function), point, [value], numerical);

        double scale = 6e-6 * Math.Max(1, Math.Abs(value));
        int worst = 0;
        double largest = -1;
        for (int i = 0; i < analytic.Length; i++)
        {
            double error = Math.Abs(analytic[i] - numerical[i]) / Math.Max(scale, Math.Max(Math.Abs(analytic[i]), Math.Abs(numerical[i])));
            if (!(error <= largest))
            {
                (worst, largest) = (i, error);
                if (double.IsNaN(error))
                {
                    break;
                }
            }
        }

        return new GradientComparison(worst, analytic[worst], numerical[worst], largest);
    }
}
