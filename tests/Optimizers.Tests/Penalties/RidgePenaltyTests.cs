namespace Optimizers.Tests;

public sealed class RidgePenaltyTests
{
    [Fact]
    public void ApplyProximal_Shrinks()
    {
        new RidgePenalty(6).Proximal([4, -8, 0], 0.5).Should().Equal(1, -2, 0);
        new RidgePenalty(0).Proximal([4, -8, 0], 0.5).Should().Equal(4, -8, 0);
        new RidgePenalty(6).Evaluate([1, -2]).Should().Be(15);
    }

    [Fact]
    public void AddGradient_AddsTheGradientOfTheValue()
    {
        ISmoothPenalty penalty = new RidgePenalty(0.7);
        double[] x = Points.Wave(9, 1), gradient = Points.Wave(9, 2), before = [.. gradient];

        penalty.AddGradient(x, gradient).Should().Be(penalty.Evaluate(x));

        gradient.Zip(before, (after, start) => after - start)
            .Zip(x, (added, value) => Math.Abs(added - (0.7 * value))).Should().OnlyContain(error => error < 1e-15);
        IDifferentiableFunction function = DifferentiableFunction.Create(9, (p, g) =>
        {
            g.Clear();
            return penalty.AddGradient(p, g);
        });
        GradientCheck.Compare(function, x).LargestRelativeError.Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Minimize_QuadraticWithRidge_IsTheShrunkMinimum()
    {
        // c(x − b) + λx = 0
        double[] x = new ProximalGradient(new RidgePenalty(0.5)).Minimize(PenalizedProblems.Quadratic([1, 4], [3, -2]), [0, 0]).EnsureConverged().Point;

        x[0].Should().BeApproximately(3 / 1.5, 1e-9);
        x[1].Should().BeApproximately(-8 / 4.5, 1e-9);
    }

    [Fact]
    public void Weight_OutOfRange_Throws()
    {
        Refused(() => _ = new RidgePenalty(-1), "Weight must be a finite number that is at least 0; it is -1.*", "Weight");
        Refused(() => _ = new RidgePenalty(1) with { Weight = double.NaN }, "*", "Weight");
        (new RidgePenalty(1) with { Weight = 2 }).Should().Be(new RidgePenalty(2));
    }

    [Fact]
    public void ToString_EveryPenalty_SaysItsFormula()
    {
        new RidgePenalty(0.1).ToString().Should().Be("½·0.1 ‖w‖²");
        new L1Penalty(0.1).ToString().Should().Be("0.1 ‖w‖₁");
        new ElasticNetPenalty(0.1, 0.01).ToString().Should().Be("0.1 ‖w‖₁ + ½·0.01 ‖w‖²");
        new GroupLassoPenalty(0.5, 1, 3).ToString().Should().Be("0.5 Σ √nₖ ‖wₖ‖₂, n = [1, 3]");
    }
}
