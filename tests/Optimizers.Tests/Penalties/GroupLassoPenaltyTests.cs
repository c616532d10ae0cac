namespace Optimizers.Tests;

public sealed class GroupLassoPenaltyTests
{
    [Fact]
    public void ApplyProximal_ShrinksOrClearsWholeGroups()
    {
        // thresholds 0.5·2·√1 = 1 and 0.5·2·√4 = 2; the norms are 3, 5 and 2
        var penalty = new GroupLassoPenalty(2, 1, 4, 4);

        double[] z = penalty.Proximal([-3, 3, 4, 0, 0, 1, 1, 1, 1], 0.5);

        z[0].Should().BeApproximately(-2, 1e-15);
        z[1].Should().BeApproximately(1.8, 1e-15);
        z[2].Should().BeApproximately(2.4, 1e-15);
        z[5..].Should().OnlyContain(x => x == 0);
        penalty.Evaluate([-3, 3, 4, 0, 0, 1, 1, 1, 1]).Should().BeApproximately(2 * (3 + (2 * 5) + (2 * 2)), 1e-13);
    }

    [Fact]
    public void ApplyProximal_GroupsOfOne_IsThatOfL1()
    {
        double[] x = Points.Wave(6, 1), expected = new L1Penalty(0.3).Proximal(x, 0.5), z = new GroupLassoPenalty(0.3, 1, 1, 1, 1, 1, 1).Proximal(x, 0.5);

        z.Zip(expected, (a, b) => Math.Abs(a - b)).Should().OnlyContain(difference => difference < 1e-15);
    }

    [Fact]
    public void ApplyProximal_HugeOrTinyCoordinates_DoNotOverflow()
    {
        new GroupLassoPenalty(1, 2).Proximal([3e200, 4e200], 1).Should().Equal(3e200, 4e200);
        new GroupLassoPenalty(0, 2).Proximal([3e-200, 4e-200], 1).Should().Equal(3e-200, 4e-200);
    }

    [Fact]
    public void Settings_AreComparedByContent()
    {
        var penalty = new GroupLassoPenalty(0.5, 1, 3, 2);

        penalty.Should().Be(new GroupLassoPenalty(0.5, [1, 3, 2]))
            .And.NotBe(new GroupLassoPenalty(0.5, 3, 1, 2)).And.NotBe(new GroupLassoPenalty(0.6, 1, 3, 2));
        penalty.GetHashCode().Should().Be(new GroupLassoPenalty(0.5, 1, 3, 2).GetHashCode());
        (penalty with { Weight = 0.6 }).Should().Be(new GroupLassoPenalty(0.6, 1, 3, 2));
        penalty.Dimension.Should().Be(6);
        penalty.Groups.Should().Equal(1, 3, 2);
        penalty.ToString().Should().Be("0.5 Σ √nₖ ‖wₖ‖₂, n = [1, 3, 2]");
        new GroupLassoPenalty(1, new int[8].Select(_ => 2).ToArray()).ToString().Should().EndWith("2, …]");
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = new GroupLassoPenalty(-1, 2), "*", "Weight");
        Refused(() => _ = new GroupLassoPenalty(1), "groups must be at least 1; it is 0.*", "groups");
        Refused(() => _ = new GroupLassoPenalty(1, 2, 0), "groups must be at least 1; it is 0.*", "groups");
    }
}
