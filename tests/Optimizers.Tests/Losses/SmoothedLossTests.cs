namespace Optimizers.Tests;

public sealed class SmoothedLossTests
{
    // |e| is lifted by up to w/2, the steeper side of a quantile's by less
    public static TheoryData<ILoss, double> Kinked => new()
    {
        { Losses.MeanAbsoluteError, 0.5 }, { Losses.Quantile(0.9), 0.25 }, { Losses.Quantile(0.5), 0.25 },
            { Losses.EpsilonInsensitive(0.7), 0.25 }, { Losses.EpsilonInsensitive(0), 0.5 },
    };

    [Theory]
    [MemberData(nameof(Kinked))]
    public void Smoothed_LiesALittleAbove_AndConverges(ILoss loss, double share)
    {
        foreach (double width in (double[])[0.5, 0.1, 1e-3, 1e-9])
        {
            ILoss smoothed = ((ISmoothableLoss)loss).Smoothed(width);
            double highest = 0;
            for (int i = -300; i <= 300; i++)
            {
                double lift = smoothed.Term(0.01 * i, 0).Value - loss.Term(0.01 * i, 0).Value;
                lift.Should().BeGreaterThanOrEqualTo(-1e-15);
                highest = Math.Max(highest, lift);
            }

            // most at the kink, which is among the points
            highest.Should().BeApproximately(share * width, 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Kinked))]
    public void Smoothed_HasASlopeThatNeverJumps(ILoss loss, double share)
    {
        const double Width = 0.2, Step = 1e-4;
        ILoss smoothed = ((ISmoothableLoss)loss).Smoothed(Width);
        double before = smoothed.Term(-2 - Step, 0).Slope;
        for (double e = -2; e < 2; e += Step)
        {
            // convex, with a second derivative of at most 1/2w at each kink
            double slope = smoothed.Term(e, 0).Slope;
            (slope - before).Should().BeInRange(-1e-14, (Step / Width) + 1e-14, $"{share}");
            before = slope;
        }
    }

    [Fact]
    public void Smoothed_AbsoluteError_IsAParabolaInside()
    {
        SmoothedLoss smoothed = ((ISmoothableLoss)Losses.MeanAbsoluteError).Smoothed(0.5);

        smoothed.Term(0.25, 0).Should().Be(((0.25 * 0.25 / (2 * 0.5)) + (0.5 / 2), 0.25 / 0.5));
        smoothed.Term(0, 0).Should().Be((0.25, 0));
        smoothed.Term(-0.5, 0).Should().Be((0.5, -1));
        smoothed.Term(3, 0).Should().Be((3, 1));
        smoothed.Reduction.Should().Be(LossReduction.Mean);
        ((ISmoothableLoss)new AbsoluteLoss { Reduction = LossReduction.Sum }).Smoothed(0.5).Reduction.Should().Be(LossReduction.Sum);
        Refused(() => ((ISmoothableLoss)Losses.MeanAbsoluteError).Smoothed(0), "width must be a finite number above 0; it is 0.*", "width");
    }
}
