namespace Optimizers.Tests;

public sealed class CurvatureTests
{
    public static TheoryData<string> Curved => [.. EveryLoss.ByName.Where(pair => pair.Value is ICurvedLoss).Select(pair => pair.Key)];

    [Fact]
    public void Curvature_IsThereForTheSmoothLossesOfOnePrediction()
        => EveryLoss.ByName.Values.Where(loss => loss is ICurvedLoss).Select(loss => loss.GetType()).Distinct().Should().BeEquivalentTo(
            [typeof(SquaredLoss), typeof(HuberLoss), typeof(SmoothL1Loss), typeof(LogCoshLoss),
                typeof(LogisticLoss), typeof(PoissonLoss), typeof(GammaLoss), typeof(TweedieLoss), typeof(SmoothedLoss)]);

    [Theory]
    [MemberData(nameof(Curved))]
    public void Curvature_IsTheDifferenceOfTheSlope(string name)
    {
        const double Step = 1e-5;
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(200, 3), predictions = Points.Wave(200, 5);
        for (int i = 0; i < 200; i++)
        {
            double expected = (loss.Term(predictions[i] + Step, targets[i]).Slope - loss.Term(predictions[i] - Step, targets[i]).Slope) / (2 * Step);
            ((ICurvedLoss)loss).Curvature(predictions[i], targets[i])
                .Should().BeApproximately(expected, 1e-8 * Math.Max(1, expected), $"{predictions[i]} and {targets[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Curved))]
    public void Curvature_ExtremePredictions_IsNoNaN(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        foreach (double target in loss.Targets(20, 3))
        {
            foreach (double prediction in (double[])[800, -800, 1e8, -1e8])
            {
                ((ICurvedLoss)loss).Curvature(prediction, target).Should().BeGreaterThanOrEqualTo(0, $"{prediction} and {target}");
            }
        }
    }
}
