namespace Optimizers.Regression.Tests.Solvers;

public sealed class GroupSolverTests
{
    private static readonly DescentTolerance Exact = new() { Gap = 0 };

    [Fact]
    public void Solve_Orthonormal_ShrinksTheGroup()
    {
        var quadratic = new GramQuadratic([1, 0, 0, 0, 1, 0, 0, 0, 1], [0.6, 0.8, 0.1], 2);

        double[] point = new GroupSolver(quadratic, [2, 1], Exact).Solve(new GroupTerms([2, 1], [0.5, 0.5], [1, 1, 1])).Point;

        Design.AssertClose([0.3, 0.4, 0], point, 1e-15);
    }

    [Fact]
    public void Solve_GroupsOfOne_AreALasso()
    {
        (double[] columns, double[] targets) = Design.Of(60, 12, 0.5, seed: 1);
        CoordinateTerms lasso = CoordinateTerms.None(12);
        Array.Fill(lasso.L1, 0.05);
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            double[] expected = new CoordinateSolver(quadratic, Exact).Solve(lasso).Point;
            int[] sizes = [.. Enumerable.Repeat(1, 12)];

            CoordinateSolution solution = new GroupSolver(quadratic, sizes, Exact).Solve(new GroupTerms(sizes, [.. lasso.L1], [.. Enumerable.Repeat(1.0, 12)]));

            Design.AssertClose(expected, solution.Point, 1e-12);
        }
    }

    [Theory]
    [InlineData(60, 12, 0)]
    [InlineData(60, 12, 0.9)]
    [InlineData(30, 60, 0.3)]
    public void Path_AnyScales_AgreesWithProximalGradient(int n, int d, double correlation)
    {
        (double[] columns, double[] targets) = Design.Of(n, d, correlation, seed: 2);
        int[] sizes = [.. Enumerable.Range(0, d / 6).SelectMany(_ => (int[])[1, 2, 3])];
        double[] scales = [.. Enumerable.Range(0, d).Select(j => 0.5 + (j % 4))];
        GroupTerms terms = GroupTerms.Of(new GroupLassoPenalty(1, sizes), scales);
        double[] strengths = [0.2, 0.1, 0.05, 0.02, 0.01];
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            foreach ((double strength, CoordinateSolution solution) in strengths.Zip(CoordinatePath.Of(quadratic, terms, strengths, Exact)))
            {
                double[] expected = Design.ProximalGradient(columns, targets,
                    (point, step) => ScaledGroups.ApplyProximal(new GroupLassoPenalty(strength, sizes), point, scales, step));

                Math.Max(solution.Violation, solution.Gap).Should().BeLessThan(1e-11, $"{strength}: {solution.Reason}");
                Design.AssertClose(expected, solution.Point, 1e-9);
            }
        }
    }

    [Fact]
    public void Solve_EqualColumnsAndNoPenalty_EndsAtAMinimum()
    {
        (double[] columns, double[] targets) = Design.Of(40, 6, 0.2, seed: 3);
        columns.AsSpan(0, 40).CopyTo(columns.AsSpan(40));
        columns.AsSpan(80, 40).CopyTo(columns.AsSpan(160));
        columns.AsSpan(120, 40).Clear();
        foreach (double weight in (double[])[0, 0.01])
        {
            foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
            {
                var terms = new GroupTerms([2, 2, 2], [weight, weight, weight], [1, 1, 1, 1, 1, 1]);
                CoordinateSolution solution = new GroupSolver(quadratic, [2, 2, 2], Exact).Solve(terms);

                solution.Violation.Should().BeLessThan(1e-11, $"{solution.Reason}");
            }
        }
    }

    [Fact]
    public void Solve_NotFinite_SaysSo()
    {
        var quadratic = new GramQuadratic([1, double.NaN, double.NaN, 1], [0.6, 0.8], 2);

        new GroupSolver(quadratic, [2], Exact).Solve(new GroupTerms([2], [0.1], [1, 1])).Reason.Should().Be(StopReason.NotFinite);
        new GroupSolver(quadratic, [1, 1], Exact).Solve(new GroupTerms([1, 1], [0.1, 0.1], [1, 1])).Reason.Should().Be(StopReason.NotFinite);
    }
}
