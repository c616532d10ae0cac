namespace Optimizers.Regression;

/// <summary>Minimizes over one coordinate after another: uⱼ ← the minimum over uⱼ alone, ∇ ← ∇ + G·ⱼ·(its move).</summary>
internal static class CoordinateSweep
{
    /// <param name="set">The columns.</param>
    /// <param name="terms">What is asked of each coordinate.</param>
    /// <param name="point">The coordinates.</param>
    /// <param name="gradient">The slopes of the squared errors.</param>
    /// <param name="tolerance">The violation that is rounding, for which nothing moves: it would leave tiny coefficients in place of 0, and cost as much as
    /// a violation.</param>
    /// <param name="free">Whether those move that are at no kink and no bound.</param>
    /// <returns>The change of the squared errors, and the number of coordinates that moved.</returns>
    public static (double Change, int Moved) Do(
        WorkingSet set, CoordinateTerms terms, Span<double> point, Span<double> gradient, double tolerance, bool free = true)
    {
        double change = 0;
        int moved = 0, diagonal = set.Capacity + 1;
        double[] gram = set.Gram;
        for (int j = 0; j < set.Count; j++)
        {
            double u = point[j], slope = gradient[j];
            if ((u == 0 && Math.Abs(slope) <= terms.L1[j]) || !(terms.Violation(j, u, slope) > tolerance) || (!free && terms.IsFree(j, u)))
            {
                continue;
            }

            double curvature = gram[j * diagonal], next = terms.Minimum(j, u, slope, curvature), move = next - u;
            if (move != 0)
            {
                change += move * (slope + (0.5 * curvature * move));
                moved++;
                point[j] = next;
                set.Move(j, move, gradient);
            }
        }

        return (change, moved);
    }
}
