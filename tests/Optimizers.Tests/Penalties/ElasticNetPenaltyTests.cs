namespace Optimizers.Tests;

public sealed class ElasticNetPenaltyTests
{
    [Fact]
    public void ApplyProximal_ThresholdsAndShrinks()
    {
        new ElasticNetPenalty(2, 6).Proximal([3, -3, 1, -0.5], 0.5).Should().Equal(0.5, -0.5, 0, 0);
        new ElasticNetPenalty(2, 6).Evaluate([1, -2]).Should().Be((2 * 3) + (0.5 * 6 * 5));
    }

    [Fact]
    public void ApplyProximal_WeightsOfCoordinates_AreOfL1Alone()
    {
        var penalty = new ElasticNetPenalty(2, 6) { CoordinateWeights = [1, 0, 2] };

        penalty.Proximal([3, -3, 1], 0.5).Should().Equal(0.5, -0.75, 0);
        penalty.Evaluate([1, -2, 1]).Should().Be((2 * 3) + (0.5 * 6 * 6));
        penalty.ToString().Should().Be("2 Σ vᵢ|wᵢ| + ½·6 ‖w‖²");
    }

    [Fact]
    public void ApplyProximal_WithoutL2_IsThatOfL1()
    {
        double[] x = Points.Wave(20, 1);

        new ElasticNetPenalty(0.3, 0).Proximal(x, 0.5).Should().Equal(new L1Penalty(0.3).Proximal(x, 0.5));
    }

    [Fact]
    public void Weights_OutOfRange_Throw()
    {
        Refused(() => _ = new ElasticNetPenalty(-1, 0), "*", "L1Weight");
        Refused(() => _ = new ElasticNetPenalty(0, double.NaN), "*", "L2Weight");
        (new ElasticNetPenalty(1, 2) with { L2Weight = 3 }).Should().Be(new ElasticNetPenalty(1, 3)).And.NotBe(new ElasticNetPenalty(1, 2));
    }
}
