namespace Optimizers.Tests;

public sealed class ProximalGradientTests : ProximalMethodContract
{
    protected override IOptimizer Create(IPenalty penalty, double? initialStep = null) => new ProximalGradient(penalty) { InitialStep = initialStep };

    [Fact]
    public void Minimize_FirstStep_IsAGradientStepAndTheProximalOperator()
    {
        double[] c = [1, 0.5], b = [3, 0.1];

        OptimizationResult result = new ProximalGradient(new L1Penalty(1)) { InitialStep = 0.5 }
            .Minimize(PenalizedProblems.Quadratic(c, b), [1, 1], new StoppingCriteria { MaxIterations = 1 });

        // x − t∇f = (1 + 0.5·2, 1 − 0.5·0.45), then thresholds of 0.5
        result.Point[0].Should().BeApproximately(1.5, 1e-15);
        result.Point[1].Should().BeApproximately(0.275, 1e-15);
        result.Evaluations.Should().Be(2);
    }
}
