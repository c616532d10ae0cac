namespace Optimizers;

/// <summary>Compares a function's own gradient with differences of its values.</summary>
public static class GradientCheck
{
    // the errors of differences are estimates
    private const double Margin = 10;

    private const double Alike = 1e-6;

    private static readonly CentralDifference Central = new();

    /// <summary>Finds the coordinate at which the gradient and the central difference disagree most.</summary>
    /// <param name="function">The function, of n coordinates.</param>
    /// <param name="point">x, n coordinates; choose it away from kinks.</param>
    /// <returns>The worst coordinate with both numbers. For a right gradient of a smooth function the error is 0 or about 1e-9 and rarely above 1e-6, whatever
    /// the units of x and f are.</returns>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the function, or one that is not finite.</exception>
    /// <remarks>
    /// <code>error = |analytic − numerical| / max(|analytic|, |numerical|), 0 where |analytic − numerical| ≤ 10·e</code>
    /// <para>Differences by two steps at least must agree: e is what they differ by, and their rounding, see <see cref="Difference"/>. So a difference that is
    /// not known well accuses no one. Of errors that are as large the one of the larger numbers is named. A NaN on either side is the worst error there is. The
    /// gradient is written over NaN, so that a coordinate that the function leaves unset, or adds to, is found and named. Takes 4 values for each coordinate as
    /// a rule; allocates one gradient.</para>
    /// </remarks>
    public static GradientComparison Compare(IDifferentiableFunction function, ReadOnlySpan<double> point) => Compare(function, point, null, []);

    /// <summary>Finds the coordinate at which the gradient and the difference disagree most, and evaluates within bounds only.</summary>
    /// <param name="function">The function, of n coordinates.</param>
    /// <param name="point">x, n coordinates within the bounds; choose it away from kinks.</param>
    /// <param name="bounds">The bounds; near them the differences are one-sided, and coordinates whose bounds are equal are not compared.</param>
    /// <returns>The worst coordinate with both numbers.</returns>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the function or the bounds, one that is not finite, or one that is
    /// out of bounds.</exception>
    /// <inheritdoc cref="Compare(IDifferentiableFunction, ReadOnlySpan{double})" path="/remarks"/>
    public static GradientComparison Compare(IDifferentiableFunction function, ReadOnlySpan<double> point, Box bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        Require.SameLength(point.Length, bounds.Dimension ?? point.Length, "point", "the box bounds", nameof(point));
        return Compare(function, point, bounds, []);
    }

    /// <summary>Compares with differences that know of a size of the coordinates.</summary>
    /// <param name="function">The function.</param>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="bounds">The bounds, if any.</param>
    /// <param name="sizes">Lengths of the way along the coordinates, n; none: |x| alone.</param>
    internal static GradientComparison Compare(IDifferentiableFunction function, ReadOnlySpan<double> point, Box? bounds, ReadOnlySpan<double> sizes)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.SameLength(point.Length, function.Dimension, "point", "the function takes", nameof(point));
        Require.Finite(point, "point", nameof(point));
        for (int i = 0; i < point.Length && bounds is not null; i++)
        {
            bounds.CheckInside(i, point[i], nameof(point));
        }

        function = bounds is not null && function is IDifferenced differenced ? differenced.Within(bounds) : function;
        double[] analytic = new double[point.Length], x = point.ToArray();
        Array.Fill(analytic, double.NaN);
        double value = function.Evaluate(point, analytic), numerical = 0, own = 0, worstApart = 0;
        if (GradientWriting.FindFault(analytic, gradient => function.Evaluate(x, gradient)) is { } fault)
        {
            return new GradientComparison(fault.Coordinate, double.NaN, double.NaN, double.NaN) { Fault = fault.Fault };
        }

        var worst = new GradientComparison(0, analytic[0], double.NaN, -1);
        for (int i = 0; i < analytic.Length && !double.IsNaN(worst.LargestRelativeError); i++)
        {
            if (bounds is not null && bounds.Lower(i) == bounds.Upper(i))
            {
                continue;
            }

            double size = sizes.IsEmpty ? 1 : sizes[i];
            Central.WriteColumn(
                new FunctionValue(function), point, i, [value], new Span<double>(ref numerical), new Span<double>(ref own), bounds, size, confirm: true);
            double apart = Math.Abs(analytic[i] - numerical), error = apart <= Margin * own ? 0 : apart / Math.Max(Math.Abs(analytic[i]), Math.Abs(numerical));

            // of errors that are as large, the one of the larger numbers
            double largest = worst.LargestRelativeError;
            bool isWorse = largest < 0 || (!(error < largest * (1 - Alike)) && !(error <= largest * (1 + Alike) && apart <= worstApart));
            (worst, worstApart) = isWorse ? (new GradientComparison(i, analytic[i], numerical, error), apart) : (worst, worstApart);
        }

        return worst.LargestRelativeError < 0 ? worst with { Numerical = analytic[0], LargestRelativeError = 0 } : worst;
    }
}
