namespace Optimizers.Regression.Tests.Solvers;

public sealed class CoordinateSolverTests
{
    private static readonly DescentTolerance Exact = new() { Gap = 0 };

    public static TheoryData<int, int, double> Designs() => new() { { 60, 12, 0 }, { 60, 12, 0.9 }, { 200, 40, 0.5 }, { 30, 80, 0.3 }, { 20, 20, 0 } };

    [Fact]
    public void Solve_Orthonormal_IsSoftThreshold()
    {
        var quadratic = new GramQuadratic([1, 0, 0, 1], [0.7, -0.2], 1);

        double[] point = Solve(quadratic, Lasso(2, 0.3)).Point;

        point[0].Should().BeApproximately(0.4, 1e-15);
        point[1].Should().Be(0);
    }

    [Fact]
    public void Solve_TwoFeatures_IsClosedForm()
    {
        // both above 0: Gu = c − λ
        var quadratic = new GramQuadratic([1, 0.5, 0.5, 1], [0.7, 0.6], 1);

        CoordinateSolution solution = Solve(quadratic, Lasso(2, 0.1));

        solution.Point[0].Should().BeApproximately((0.6 - (0.5 * 0.5)) / 0.75, 1e-14);
        solution.Point[1].Should().BeApproximately((0.5 - (0.5 * 0.6)) / 0.75, 1e-14);
        solution.Reason.Should().Be(StopReason.GradientTolerance);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Solve_AnyTerms_AgreesWithProximalGradient(int n, int d, double correlation)
    {
        (double[] columns, double[] targets) = Design.Of(n, d, correlation, seed: 1);
        foreach (CoordinateTerms terms in new[] { Lasso(d, 0.05), Net(d), NonNegative(d), Boxed(d), Adaptive(d) })
        {
            double[] expected = Design.ProximalGradient(columns, targets, terms.ApplyProximal);
            foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
            {
                CoordinateSolution solution = Solve(quadratic, terms);

                solution.Reason.Should().BeOneOf(StopReason.GradientTolerance, StopReason.RoundingLimit);
                solution.Violation.Should().BeLessThan(1e-12);
                Design.AssertClose(Design.Value(columns, targets, expected, terms), Design.Value(columns, targets, solution.Point, terms), 1e-12);
                if (n > d)
                {
                    Design.AssertClose(expected, solution.Point, 1e-10);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Path_OfStrengths_AgreesWithEachAlone(int n, int d, double correlation)
    {
        (double[] columns, double[] targets) = Design.Of(n, d, correlation, seed: 2);
        double[] strengths = [.. Enumerable.Range(0, 30).Select(i => Math.Pow(0.8, i))];
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            CoordinateSolution[] path = [.. CoordinatePath.Of(quadratic, Lasso(d, 1).Times, strengths, Exact)];
            foreach ((double strength, CoordinateSolution solution) in strengths.Zip(path))
            {
                Math.Max(solution.Violation, solution.Gap).Should().BeLessThan(1e-12, $"{strength}: {solution.Reason}");
                Design.AssertClose(Solve(quadratic, Lasso(d, strength)).Point, solution.Point, 1e-10);
            }
        }
    }

    [Fact]
    public void Path_ToAGap_IsWithinIt()
    {
        (double[] columns, double[] targets) = Design.Of(50, 300, 0.4, seed: 3);
        var quadratic = ColumnQuadratic.Of(columns, targets);
        foreach (double strength in (double[])[0.3, 0.1, 0.03, 0.01])
        {
            CoordinateTerms terms = Lasso(300, strength);
            double exact = Design.Value(columns, targets, Solve(quadratic, terms).Point, terms);
            CoordinateSolution solution = new CoordinateSolver(quadratic, new DescentTolerance { Gap = 1e-3 }).Solve(terms);

            solution.Gap.Should().BeInRange(0, 1e-3);
            (Design.Value(columns, targets, solution.Point, terms) - exact).Should().BeInRange(-1e-14, solution.Gap * quadratic.TargetSquare / 2 * (1 + 1e-9));
        }
    }

    [Fact]
    public void Solve_PenaltyAtLargestSlope_IsZero()
    {
        (double[] columns, double[] targets) = Design.Of(50, 10, 0.4, seed: 4);
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            double largest = quadratic.Correlations.ToArray().Max(Math.Abs);

            Solve(quadratic, Lasso(10, largest)).Point.Should().OnlyContain(coordinate => coordinate == 0);
            Solve(quadratic, Lasso(10, largest * 0.999)).Point.Should().ContainSingle(coordinate => coordinate != 0);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Solve_EqualAndConstantColumns_EndsAtAMinimum(double weight)
    {
        (double[] columns, double[] targets) = Design.Of(40, 8, 0.2, seed: 5);
        columns.AsSpan(0, 40).CopyTo(columns.AsSpan(120));
        columns.AsSpan(40, 40).CopyTo(columns.AsSpan(160));
        columns.AsSpan(200, 40).Clear();
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            CoordinateSolution solution = Solve(quadratic, Lasso(8, weight));

            solution.Violation.Should().BeLessThan(1e-12, $"{solution.Reason}");
            solution.Point[5].Should().Be(0);
        }
    }

    [Fact]
    public void Solve_WideWithoutPenalty_MeetsAllTargets()
    {
        (double[] columns, double[] targets) = Design.Of(20, 100, 0.2, seed: 6);
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            CoordinateSolution solution = Solve(quadratic, CoordinateTerms.None(100));

            solution.Violation.Should().BeLessThan(1e-11, $"{solution.Reason}");
            Design.Value(columns, targets, solution.Point, CoordinateTerms.None(100)).Should().BeApproximately(0, 1e-20);
        }
    }

    [Fact]
    public void Solve_EqualBounds_HoldsThem()
    {
        (double[] columns, double[] targets) = Design.Of(40, 5, 0.2, seed: 7);
        CoordinateTerms terms = CoordinateTerms.None(5);
        Array.Fill(terms.Lower, 0.25);
        Array.Fill(terms.Upper, 0.25);
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            CoordinateSolution solution = Solve(quadratic, terms);

            solution.Point.Should().OnlyContain(coordinate => coordinate == 0.25);
            solution.Reason.Should().Be(StopReason.GradientTolerance);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Solve_NotFinite_SaysSo(double bad)
    {
        Solve(new GramQuadratic([1, 0.5, 0.5, 1], [bad, 0.5], 1), Lasso(2, 0.1)).Reason.Should().Be(StopReason.NotFinite);
        Solve(new GramQuadratic([1, bad, bad, 1], [0.7, 0.5], 1), Lasso(2, 0.1)).Reason.Should().Be(StopReason.NotFinite);
        (double[] columns, double[] targets) = Design.Of(20, 5, 0, seed: 8);
        columns[3] = bad;
        Solve(ColumnQuadratic.Of(columns, targets), Lasso(5, 0.1)).Reason.Should().Be(StopReason.NotFinite);
    }

    [Fact]
    public void Solve_MoreColumnsThanProducts_SweepsResiduals()
    {
        (double[] columns, double[] targets) = Design.Of(40, 120, 0.2, seed: 9);
        CoordinateTerms terms = CoordinateTerms.None(120);
        Array.Fill(terms.L1, 1e-3);
        Array.Fill(terms.L2, 0.3);
        double[] expected = Solve(ColumnQuadratic.Of(columns, targets), terms).Point;

        CoordinateSolution solution = Solve(ColumnQuadratic.Of(columns, targets, mostProducts: 16), terms);

        Design.AssertClose(expected, solution.Point, 1e-11);
    }

    [Fact]
    public void Solve_Start_LeadsToTheSameMinimum()
    {
        (double[] columns, double[] targets) = Design.Of(60, 12, 0.5, seed: 10);
        foreach (Quadratic quadratic in Design.Quadratics(columns, targets))
        {
            double[] start = [.. Enumerable.Range(0, 12).Select(j => j - 6.0)];

            Design.AssertClose(Solve(quadratic, Boxed(12)).Point, new CoordinateSolver(quadratic, Exact).Solve(Boxed(12), start).Point, 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Path_AnyThreads_SameBits(int threads)
    {
        (double[] columns, double[] targets) = Design.Of(300, 700, 0.3, seed: 11);
        double[] strengths = [0.3, 0.1, 0.03];
        double[][] expected = [.. CoordinatePath.Of(ColumnQuadratic.Of(columns, targets), Lasso(700, 1).Times, strengths, Exact).Select(x => x.Point)];
        using (Parallelism.AtMost(threads))
        {
            double[][] actual = [.. CoordinatePath.Of(ColumnQuadratic.Of(columns, targets), Lasso(700, 1).Times, strengths, Exact).Select(x => x.Point)];
            actual.SelectMany(x => x).Should().Equal(expected.SelectMany(x => x));
        }
    }

    [Fact]
    public void Sweep_AndStep_AllocateNothing()
    {
        (double[] columns, double[] targets) = Design.Of(60, 30, 0.5, seed: 12);
        var set = new WorkingSet(Design.Gram(columns, targets), 30);
        double[] point = new double[30], slopes = [.. Design.Quadratics(columns, targets)[0].Correlations.ToArray().Select(c => -c)];
        double[] gradient = [.. slopes];
        CoordinateTerms terms = Lasso(30, 0.01);
        var step = new FreeStep(set, 1e-13);
        Descend();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Descend();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Descend()
        {
            Array.Clear(point);
            slopes.CopyTo(gradient, 0);
            for (int i = 0; i < 3; i++)
            {
                CoordinateSweep.Do(set, terms, point, gradient, 1e-13);
                _ = step.Cost(terms, point) + step.Take(terms, point, gradient);
            }
        }
    }

    private static CoordinateSolution Solve(Quadratic quadratic, CoordinateTerms terms) => new CoordinateSolver(quadratic, Exact).Solve(terms);

    private static CoordinateTerms Lasso(int d, double weight)
    {
        CoordinateTerms terms = CoordinateTerms.None(d);
        Array.Fill(terms.L1, weight);
        return terms;
    }

    private static CoordinateTerms Net(int d)
    {
        CoordinateTerms terms = Lasso(d, 0.03);
        Array.Fill(terms.L2, 0.05);
        return terms;
    }

    private static CoordinateTerms Adaptive(int d)
    {
        CoordinateTerms terms = CoordinateTerms.None(d);
        for (int j = 0; j < d; j++)
        {
            terms.L1[j] = 0.02 * (j % 4);
        }

        return terms;
    }

    private static CoordinateTerms NonNegative(int d)
    {
        CoordinateTerms terms = CoordinateTerms.None(d);
        Array.Clear(terms.Lower);
        return terms;
    }

    private static CoordinateTerms Boxed(int d)
    {
        CoordinateTerms terms = Lasso(d, 0.01);
        Array.Fill(terms.Lower, -0.1);
        Array.Fill(terms.Upper, 0.3);
        return terms;
    }
}
