namespace Optimizers.Tests;

public sealed class SkipNotFiniteTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new SkipNotFinite(new GradientDescent { LearningRate = 0.05 }) { Limit = 2 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.05 * g[i];
        }
    }

    protected override IEnumerable<(string Setting, IUpdateRule Changed)> Changes =>
    [
        ("Rule", new SkipNotFinite(new GradientDescent { LearningRate = 0.06 }) { Limit = 2 }),
    ];

    protected override bool EverySettingChangesTheTrajectory => false;

    [Fact]
    public void Step_GradientsNotFinite_AreSkippedUpToTheLimit()
    {
        double[] x = [1, 1];
        OptimizerState state = Rule.CreateState(2);

        Rule.Step(x, [1, double.NaN], state);
        Rule.Step(x, [double.PositiveInfinity, 1], state);
        x.Should().Equal(1, 1);
        Refused(() => Rule.Step(x, [1, double.NaN], state), "Partial derivative 1 is NaN, after 2 gradients in a row that were not finite.*", "gradient");
        Rule.Step(x, [1, 1], state);
        Rule.Step(x, [1, double.NaN], state);

        x.Should().Equal(0.95, 0.95);
        state.Scalar("skipped").Should().Be(3);
    }

    [Fact]
    public void Minimize_BadBatchesNowAndThen_GoesOn()
    {
        IFiniteSumFunction mean = Mean(bad: i => i == 7);

        OptimizationResult guarded = Rule.Minimize(mean, [20.0], new MiniBatches(1) { Epochs = 30, Seed = 1 }, new StoppingCriteria { MaxIterations = 299 });
        OptimizationResult alone = new GradientDescent { LearningRate = 0.05 }.Minimize(mean, [20.0], new MiniBatches(1) { Epochs = 30, Seed = 1 });

        alone.Reason.Should().Be(StopReason.NotFinite);
        guarded.Point[0].Should().BeInRange(2, 7);
        guarded.History.Should().OnlyContain(i => double.IsFinite(i.Value)).And.HaveCountLessThan(290);
    }

    [Fact]
    public void Minimize_TooManyInARow_StopsAsNotFinite()
    {
        OptimizationResult result = Rule.Minimize(Mean(bad: i => i >= 3), [20.0], new MiniBatches(1) { Epochs = 1, Order = SampleOrder.AsGiven });

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Iterations.Should().Be(5, "iterations 3 and 4 are skipped, 5 is one too many");
    }

    private static IFiniteSumFunction Mean(Func<int, bool> bad) => DifferentiableFunction.Create(1, 10, (x, samples, g) =>
    {
        double target = samples.Length == 1 && bad(samples[0]) ? double.NaN : samples[0];
        g[0] = 2 * (x[0] - target);
        return (x[0] - target) * (x[0] - target);
    });
}
