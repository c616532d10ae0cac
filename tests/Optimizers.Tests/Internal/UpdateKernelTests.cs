namespace Optimizers.Tests;

public sealed class UpdateKernelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(8191)]
    [InlineData(32_767)]
    [InlineData(32_768)]
    [InlineData(40_961)]
    public void Step_EveryLength_StepsEachCoordinateAsIfAlone(int n)
    {
        var rule = new Adam { LearningRate = 0.1, WeightDecay = 0.01 };
        double[] x = Points.Wave(n, 1), g = Points.Wave(n, 2), start = [.. x];
        OptimizerState state = rule.CreateState(n);

        rule.Step(x, g, state);
        rule.Step(x, g, state);

        for (int i = 0; i < n; i++)
        {
            double[] one = [start[i]];
            OptimizerState alone = rule.CreateState(1);
            rule.Step(one, [g[i]], alone);
            rule.Step(one, [g[i]], alone);
            if (one[0] != x[i] || alone["m"][0] != state["m"][i] || alone["v"][0] != state["v"][i])
            {
                Assert.Fail($"Coordinate {i} of {n} is {x[i]}; alone it is {one[0]}.");
            }
        }
    }
}
