namespace Optimizers.Tests;

public sealed class SoftmaxLossTests
{
    [Fact]
    public void Sum_ReferenceNumbers_Agree()
    {
        // from 50 digits (mpmath)
        double[] z = [0.5, -1.25, 3], slopes = new double[3];

        Losses.Softmax(3).Sum(z, [0.25, 0.25, 0.5], slopes).Should().BeApproximately(1.7794857805919688, 1e-15);
        GoldenFile.Deviation(slopes, [-0.17512878543795973, -0.23698933379462986, 0.4121181192325896], 1e-15, 1e-15).Should().BeLessThanOrEqualTo(1);
        Losses.Softmax(3).Sum(z, [0, 0, 1], slopes).Should().BeApproximately(0.09198578059196877, 1e-16);
        GoldenFile.Deviation(slopes, [0.07487121456204028, 0.01301066620537013, -0.08788188076741041], 1e-15, 1e-16).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Sum_SlopesOfARow_SumToZero()
    {
        ILoss loss = Losses.Softmax(5);
        double[] targets = loss.Targets(30, 1), slopes = new double[150];

        loss.Sum(Points.Wave(150, 2), targets, slopes);

        for (int i = 0; i < 30; i++)
        {
            slopes[(5 * i)..(5 * (i + 1))].Sum().Should().BeApproximately(0, 1e-15);
        }
    }

    [Fact]
    public void Sum_TwoClasses_IsTheLogisticLossOfTheirDifference()
    {
        double[] slopes = new double[2];
        foreach (double z in Points.Wave(20, 1))
        {
            double value = Losses.Softmax(2).Sum([0.3, z + 0.3], [0, 1], slopes);

            (double expected, double slope) = Losses.Logistic.Term(z, 1);
            value.Should().BeApproximately(expected, 1e-15);
            slopes[1].Should().BeApproximately(slope, 1e-15);
        }
    }

    [Fact]
    public void Sum_ExtremePredictions_AreFiniteWithAllDigits()
    {
        double[] slopes = new double[3];

        Losses.Softmax(3).Sum([1e8, -1e8, 0], [1, 0, 0], slopes).Should().Be(0);
        slopes.Should().Equal(0, 0, 0);
        Losses.Softmax(3).Sum([1e8, -1e8, 0], [0, 1, 0], slopes).Should().Be(2e8);
        slopes.Should().Equal(1, -1, 0);
        Losses.Softmax(3).Sum([-800, -800, -800], [0, 1, 0], slopes).Should().BeApproximately(Math.Log(3), 1e-15);

        // 1 − 2 exp(−40) rounds to 1; its distance to 1 is not lost
        double rest = 2 * Math.Exp(-40);
        Losses.Softmax(3).Sum([40, 0, 0], [1, 0, 0], slopes).Should().BeApproximately(rest, 1e-15 * rest);
        slopes[0].Should().BeApproximately(-rest, 1e-15 * rest);
    }

    [Fact]
    public void Accepts_ProbabilitiesOfAllClasses()
    {
        ILoss loss = Losses.Softmax(3);

        loss.Accepts([0, 1, 0]).Should().BeTrue();
        loss.Accepts([0.1, 0.2, 0.7]).Should().BeTrue();
        loss.Accepts([1.0 / 3, 1.0 / 3, 1.0 / 3]).Should().BeTrue();
        loss.Accepts([0, 0, 0]).Should().BeFalse();
        loss.Accepts([1, 1, 0]).Should().BeFalse();
        loss.Accepts([-0.5, 1, 0.5]).Should().BeFalse();
        loss.Accepts([0, 1.5, -0.5]).Should().BeFalse();
        loss.Accepts([0, 1]).Should().BeFalse();
        loss.TargetRule.Should().Be("between 0 and 1, and 1 in sum over the classes");
    }
}
