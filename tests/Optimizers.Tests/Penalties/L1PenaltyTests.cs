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
    public void ApplyProximal_WeightsOfCoordinates_ThresholdEach()
    {
        var penalty = new L1Penalty(2) { CoordinateWeights = [1, 0.5, 0, 3] };

        penalty.Proximal([3, -3, 1, -2], 0.5).Should().Equal(2, -2.5, 1, 0);
        penalty.Evaluate([1, -2, 5, -1]).Should().Be(2 * (1 + 1 + 0 + 3));
        penalty.Dimension.Should().Be(4);
        penalty.ToString().Should().Be("2 Σ vᵢ|wᵢ|");
        penalty.Should().Be(new L1Penalty(2) { CoordinateWeights = [1, 0.5, 0, 3] });
        penalty.Should().NotBe(new L1Penalty(2) { CoordinateWeights = [1, 0.5, 0, 4] }).And.NotBe(new L1Penalty(2));
    }

    [Fact]
    public void CoordinateWeights_OutOfRange_Throw()
    {
        Refused(() => _ = new L1Penalty(1) { CoordinateWeights = [] }, "CoordinateWeights.Count must be at least 1; it is 0.*", "CoordinateWeights.Count");
        Refused(
            () => _ = new L1Penalty(1) { CoordinateWeights = [1, -1] },
            "Entry 1 of CoordinateWeights is -1; every entry must be finite and at least 0*",
            "CoordinateWeights");
        Refused(() => _ = new L1Penalty(1) { CoordinateWeights = [double.NaN] }, "Entry 0 of CoordinateWeights is NaN*", "CoordinateWeights");
        Refused(() => new L1Penalty(1) { CoordinateWeights = [1, 2] }.Evaluate([1]), "*", "point");
    }

    [Fact]
    public void Weight_OutOfRange_Throws()
    {
        Refused(() => _ = new L1Penalty(-1), "Weight must be a finite number that is at least 0; it is -1.*", "Weight");
        Refused(() => _ = new L1Penalty(double.NaN), "*", "Weight");
        Refused(() => _ = new L1Penalty(1) with { Weight = double.PositiveInfinity }, "*", "Weight");
        (new L1Penalty(1) with { Weight = 2 }).Should().Be(new L1Penalty(2));
    }
}
