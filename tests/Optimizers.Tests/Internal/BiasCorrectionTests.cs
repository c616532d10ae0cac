namespace Optimizers.Tests;

public sealed class BiasCorrectionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(0.9999)]
    public void Of_EveryStep_HasTheBitsOfThePower(double β)
    {
        for (long t = 1; t < 100 / (1 - β); t += 1 + (t / 100))
        {
            BiasCorrection.Of(β, t).Should().Be(1 - Math.Pow(β, t));
        }
    }
}
