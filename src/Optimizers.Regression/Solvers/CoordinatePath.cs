namespace Optimizers.Regression;

/// <summary>Solutions for one strength of the penalty after another, each from the one before.</summary>
internal static class CoordinatePath
{
    /// <summary>Solves along a path.</summary>
    /// <param name="quadratic">The squared errors.</param>
    /// <param name="terms">What is asked of each coordinate at a strength.</param>
    /// <param name="strengths">The strengths, best from large to small: the strong rule and the start from the solution before do their best so; in any
    /// order solutions are as exact.</param>
    /// <param name="tolerance">When each is solved.</param>
    public static IEnumerable<CoordinateSolution> Of(
        Quadratic quadratic, Func<double, CoordinateTerms> terms, IEnumerable<double> strengths, DescentTolerance tolerance)
    {
        var solver = new CoordinateSolver(quadratic, tolerance);
        foreach (double strength in strengths)
        {
            yield return solver.Solve(terms(strength));
        }
    }

    /// <summary>Solves along a path of a group lasso.</summary>
    /// <param name="quadratic">The squared errors.</param>
    /// <param name="terms">What is asked of each group at a strength of 1.</param>
    /// <param name="strengths">The strengths, best from large to small.</param>
    /// <param name="tolerance">When each is solved.</param>
    public static IEnumerable<CoordinateSolution> Of(Quadratic quadratic, GroupTerms terms, IEnumerable<double> strengths, DescentTolerance tolerance)
    {
        var solver = new GroupSolver(quadratic, terms.Sizes, tolerance);
        foreach (double strength in strengths)
        {
            yield return solver.Solve(terms.Times(strength));
        }
    }
}
