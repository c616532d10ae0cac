namespace Optimizers.Tests;

public sealed class EpochsDoneTests
{
    private static readonly Adam Adam = new() { LearningRate = 0.1 };
    private static readonly MiniBatches Short = new(5) { Epochs = 3, Seed = 7 };
    private static readonly MiniBatches Long = Short with { Epochs = 8 };

    public static TheoryData<string> Rules => [.. EveryOptimizer.ByName.Keys.Where(name => !EveryOptimizer.WholeOnly.ContainsKey(name))];

    [Fact]
    public void Minimize_AllEpochs_IsNoFailureAndNotConverged()
    {
        OptimizationResult result = Adam.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, Short);

        result.Reason.Should().Be(StopReason.EpochsDone);
        result.Converged.Should().BeFalse("nothing was tested");
        result.EnsureConverged().Should().BeSameAs(result);
        result.ToString().Should().StartWith("Done: the mini-batches are used up after 9 iterations");
    }

    [Fact]
    public void Minimize_AllSteps_IsDoneToo()
        => Adam.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(5) { Steps = 4 }).Reason.Should().Be(StopReason.EpochsDone);

    [Fact]
    public void Minimize_FewerIterationsThanEpochs_IsAnIterationLimit()
    {
        OptimizationResult result = Adam.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, Short, new StoppingCriteria { MaxIterations = 2 });
        Action ensure = () => result.EnsureConverged();

        result.Reason.Should().Be(StopReason.IterationLimit);
        ensure.Should().Throw<OptimizationException>();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Resume_WithMoreEpochs_GivesTheBitsOfOneLongRun(string name)
    {
        IOptimizer rule = EveryOptimizer.ByName[name];
        OptimizationRun first = rule.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, Short);
        first.Complete().Reason.Should().Be(StopReason.EpochsDone);

        OptimizationRun resumed = rule.Resume(EveryOptimizer.Mean, first.ToJson(), Long);
        OptimizationResult parts = resumed.Complete(), whole = rule.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, Long);

        parts.Point.Should().Equal(whole.Point);
        parts.Value.Should().Be(whole.Value);
        parts.AveragedPoint.Should().Equal(whole.AveragedPoint);
        parts.Recoveries.Should().Equal(whole.Recoveries);
        parts.History.Should().Equal(whole.History);
        parts.Reason.Should().Be(StopReason.EpochsDone);
    }

    [Fact]
    public void Resume_WithTolerancesOrInTheMiddleOfAnEpoch_GivesTheBitsOfOneLongRunToo()
    {
        foreach (StoppingCriteria stop in (StoppingCriteria[])[new() { TargetValue = -100, ValueTolerance = 0 }, new() { StepTolerance = 0 }, new()])
        {
            foreach (int steps in (int[])[1, 2, 3, 4, 6, 7])
            {
                OptimizationRun first = Adam.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, Short with { Epochs = null, Steps = steps }, stop);
                first.Complete();

                OptimizationResult parts = Adam.Resume(EveryOptimizer.Mean, first.ToJson(), Long, stop).Complete(),
                    whole = Adam.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, Long, stop);

                parts.Point.Should().Equal(whole.Point, $"{stop}, {steps}");
                parts.History.Should().Equal(whole.History, $"{stop}, {steps}");
            }
        }
    }

    [Fact]
    public void Resume_WithNoMoreEpochs_StaysDone()
    {
        OptimizationRun run = Adam.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, Short);
        OptimizationResult done = run.Complete();

        OptimizationRun again = Adam.Resume(EveryOptimizer.Mean, run.ToJson(), Short);

        again.MoveNext().Should().BeFalse();
        again.Result.Reason.Should().Be(StopReason.EpochsDone);
        again.Result.Point.Should().Equal(done.Point);
    }

    [Fact]
    public void Resume_AfterALimitOrACancellation_GoesOnWhereMoreIsAllowed()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        OptimizationResult whole = Adam.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start);
        (StoppingCriteria Stop, CancellationToken Cancel)[] ends =
            [(new() { MaxIterations = 5 }, default), (new() { MaxEvaluations = 5 }, default),
                (new() { TimeLimit = TimeSpan.FromTicks(1) }, default), (new(), source.Token)];
        foreach ((StoppingCriteria stop, CancellationToken cancel) in ends)
        {
            OptimizationRun part = Adam.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, stop, cancel);
            part.Complete().Reason.Should().NotBe(whole.Reason);

            Adam.Resume(EveryOptimizer.Mean, part.ToJson()).Complete().Point.Should().Equal(whole.Point);
        }
    }

    [Fact]
    public void Result_AskedForOnTheWay_DoesNotChangeTheBits()
    {
        var rule = new PolyakStep();
        OptimizationRun watched = rule.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, Long);
        foreach (Iteration iteration in watched)
        {
            double.IsFinite(watched.Result.Value).Should().BeTrue($"{iteration}");
        }

        watched.Result.Point.Should().Equal(rule.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, Long).Point);
    }
}
