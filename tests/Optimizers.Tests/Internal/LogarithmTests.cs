namespace Optimizers.Tests;

public sealed class LogarithmTests
{
    [Theory]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-9, 9.999999995e-10)]
    [InlineData(-1e-9, -1.0000000005000001e-09)]
    [InlineData(0.3, 0.26236426446749106)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(1, 0.6931471805599453)]
    public void OfOnePlus_HasAllDigits(double x, double expected) => Logarithm.OfOnePlus(x).Should().BeApproximately(expected, 3e-16 * Math.Abs(expected));

    [Theory]
    [InlineData(1e-10, 23.025850929882736)]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1, 0)]
    [InlineData(1.5, -0.12078223763524522)]
    [InlineData(2, 0)]
    [InlineData(7.25, 7.0521854507385395)]
    [InlineData(15.9, 27.625493215168692)]
    [InlineData(16, 27.89927138384089)]
    [InlineData(1000, 5905.220423209181)]
    [InlineData(1e8, 1742068066.1038346)]
    public void OfGamma_AgreesTo14Digits(double x, double expected) => Logarithm.OfGamma(x).Should().BeApproximately(expected, 1e-14 * Math.Max(1, expected));

    [Fact]
    public void Times_Zero_IsTheLimit()
    {
        Logarithm.Times(0, 0).Should().Be(0);
        Logarithm.Times(2, Math.E).Should().BeApproximately(2, 1e-15);
        Logarithm.Times(1, 0).Should().Be(double.NegativeInfinity);
    }
}
