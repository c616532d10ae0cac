namespace Optimizers.Tests;

public sealed class L1PenaltyTests
{
    [Fact]
    public void ApplyProximal_SoftThresholds()
    {
        new L1Penalty(2).Proximal([3, -3, 1, -1, 0, 1.0000001], 0.5).Should().Equal(2, -2, 0, 0, 0, 1.0000001 - 1);
        new L1Penalty(0).Proximal([3, -3], 0.5).Should().Equal(3, -3);
        new L1Penalty(2).Evaluate([3, -4, 0]).Should().Be(14);
    }

    [Fact]
    public void ApplyProximal_SmallCoordinates_AreZeroWithoutASign()
        => new L1Penalty(1).Proximal([-0.5, 0.5, -1], 1).Should().OnlyContain(x => x == 0 && !double.IsNegative(x));

    [Fact]
    public void Weight_OutOfRange_Throws()
    {
        Refused(() => _ = new L1Penalty(-1), "Weight must be a finite number that is at least 0; it is -1.*", "Weight");
        Refused(() => _ = new L1Penalty(double.NaN), "*", "Weight");
        Refused(() => _ = new L1Penalty(1) with { Weight = double.PositiveInfinity }, "*", "Weight");
        (new L1Penalty(1) with { Weight = 2 }).Should().Be(new L1Penalty(2));
    }
}
