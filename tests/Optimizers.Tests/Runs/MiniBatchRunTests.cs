namespace Optimizers.Tests;

public sealed class MiniBatchRunTests
{
    private const int Samples = 10;
    private readonly List<int[]> _batches = [];
    private int _wholes;

    private IFiniteSumFunction Mean => new Recorded(this);

    [Fact]
    public void Minimize_Epochs_EndsOnTheStepAndClosesWithOneFullPass()
    {
        OptimizationResult result =
            new GradientDescent { LearningRate = 0.1 }.Minimize(Mean, [20.0], new MiniBatches(4) { Epochs = 2, Order = SampleOrder.AsGiven });

        _batches.Select(batch => string.Join(' ', batch)).Should().Equal("0 1 2 3", "4 5 6 7", "8 9", "0 1 2 3", "4 5 6 7", "8 9");
        _wholes.Should().Be(1);
        result.Iterations.Should().Be(6);
        result.Evaluations.Should().Be(7);
        result.Reason.Should().Be(StopReason.EpochsDone);
        result.Value.Should().Be(Mean.Evaluate(result.Point));
        result.History.Select(i => i.Epoch).Should().Equal(0, 0, 0, 1, 1, 1, 2);
    }

    [Fact]
    public void MoveNext_AfterTheFirst_AllocatesNothingInAnyOrder()
    {
        foreach (SampleOrder order in (SampleOrder[])[SampleOrder.Reshuffled, SampleOrder.AsGiven,
            SampleOrder.WithReplacement, SampleOrder.WithoutReplacement, SampleOrder.Weighted(1, 2, 3)])
        {
            IFiniteSumFunction sum = DifferentiableFunction.Create(1, 3, (point, samples, gradient) =>
            {
                double distance = point[0] - samples[0];
                gradient[0] = 2 * distance;
                return distance * distance;
            });
            OptimizationRun run = new Adam { LearningRate = 0.1 }.Iterate(sum, [20.0], new MiniBatches(2) { Epochs = 20_000, Order = order });
            // until the history is full
            for (int i = 0; i <= 17_000; i++)
            {
                run.MoveNext();
            }

            GC.Collect(); // one in between would be charged with the rest of this thread's memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 200; i++)
            {
                run.MoveNext();
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0, $"{order}");
        }
    }

    [Fact]
    public void Minimize_StepsAndMaxIterations_BothLimit()
    {
        Run(new MiniBatches(4) { Steps = 5 }).Iterations.Should().Be(5);
        Run(new MiniBatches(4) { Epochs = 9 }, new StoppingCriteria { MaxIterations = 2 }).Iterations.Should().Be(2);
        Run(new MiniBatches(4) { Epochs = 9 }, new StoppingCriteria { MaxIterations = 0 }).Iterations.Should().Be(0);
        Run(new MiniBatches(1) { Epochs = 5000 }, null).Iterations.Should().Be(50_000, "the default limit is for the whole function");
    }

    [Fact]
    public void Minimize_FirstStep_UsesTheFirstBatchAlone()
    {
        OptimizationResult result =
            new GradientDescent { LearningRate = 0.5 }.Minimize(Mean, [20.0], new MiniBatches(4) { Steps = 1, Order = SampleOrder.AsGiven });

        // (x − i)² over 0 … 3: gradient 2 (20 − 1.5) = 37; 20 − 18.5 = 1.5
        result.Point.Should().Equal(1.5);
        result.History[0].Value.Should().BeApproximately(((20.0 * 20) + (19 * 19) + (18 * 18) + (17 * 17)) / 4, 1e-12);
    }

    [Fact]
    public void Minimize_TolerancesNamed_AreTestedOnAFullPassEachEpoch()
    {
        // batches of all samples: gradient descent, which converges
        OptimizationResult byGradient = Run(new MiniBatches(10) { Epochs = 1000 }, new StoppingCriteria { GradientTolerance = 1e-6 });
        byGradient.Reason.Should().Be(StopReason.GradientTolerance);
        byGradient.GradientNorm.Should().BeLessThanOrEqualTo(1e-6);
        byGradient.Iterations.Should().BeLessThan(200);

        Run(new MiniBatches(5) { Epochs = 1000 }, new StoppingCriteria { TargetValue = 10 }).Reason.Should().Be(StopReason.TargetReached);
        Run(new MiniBatches(10) { Epochs = 1000 }, new StoppingCriteria { ValueTolerance = 1e-6 }).Reason.Should().Be(StopReason.ValueTolerance);
        Run(new MiniBatches(10) { Epochs = 1000 }, new StoppingCriteria { StepTolerance = 1e-6 }).Reason.Should().Be(StopReason.StepTolerance);

        _wholes = 0;
        _batches.Clear();
        OptimizationResult never = Run(new MiniBatches(5) { Epochs = 3 }, new StoppingCriteria { TargetValue = -1 });
        never.Reason.Should().Be(StopReason.EpochsDone);
        _wholes.Should().Be(4, "before each of three epochs and at the end");
        _batches.Should().HaveCount(6);
    }

    [Fact]
    public void Minimize_TolerancesNamed_DoNotChangeThePath()
    {
        MiniBatches batches = new(3) { Epochs = 4, Seed = 1 };

        Run(batches, new StoppingCriteria { TargetValue = -1 }).Point.Should().Equal(Run(batches).Point);
    }

    [Fact]
    public void Minimize_Cancelled_ClosesWithAFullPassToo()
    {
        using var source = new CancellationTokenSource();
        OptimizationRun run =
            new GradientDescent { LearningRate = 0.1 }.Iterate(Mean, [20.0], new MiniBatches(1) { Epochs = 100 }, cancellationToken: source.Token);
        foreach (Iteration i in run)
        {
            if (i.Number == 7)
            {
                source.Cancel();
            }
        }

        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Result.Value.Should().Be(Mean.Evaluate(run.Point));
        run.Result.Point.Should().Equal(run.Point.ToArray());
    }

    [Fact]
    public void Iterate_BrokenOffAndResumed_GivesTheSameBits()
    {
        MiniBatches batches = new(3) { Epochs = 4, Seed = 1 };
        OptimizationRun run = new Adam { LearningRate = 0.1 }.Iterate(Mean, [20.0], batches);
        foreach (Iteration i in run)
        {
            if (i.Number == 7)
            {
                break;
            }
        }

        run.Result.Value.Should().Be(Mean.Evaluate(run.Point), "the value is that of the whole function also on the way");
        run.Complete().Point.Should().Equal(new Adam { LearningRate = 0.1 }.Minimize(Mean, [20.0], batches).Point);
    }

    [Fact]
    public void Maximize_TheNegative_TakesTheSamePath()
    {
        IFiniteSumFunction mean = Mean;
        IFiniteSumFunction negative = DifferentiableFunction.Create(1, Samples, (x, samples, g) =>
        {
            double value = mean.Evaluate(x, samples, g);
            g[0] = -g[0];
            return -value;
        });
        MiniBatches batches = new(3) { Epochs = 4, Seed = 1 };

        OptimizationResult up = new Adam { LearningRate = 0.1 }.Maximize(negative, [20.0], batches);
        OptimizationResult down = new Adam { LearningRate = 0.1 }.Minimize(Mean, [20.0], batches);

        up.Point.Should().Equal(down.Point);
        up.Value.Should().BeApproximately(-down.Value, 1e-12);
    }

    [Fact]
    public void Minimize_NotFinite_KeepsTheLastFinitePointWithItsWholeValue()
    {
        int calls = 0;
        IFiniteSumFunction function = DifferentiableFunction.Create(1, Samples, (x, samples, g) =>
        {
            g[0] = ++calls == 4 ? double.NaN : 2 * x[0];
            return x[0] * x[0];
        });

        OptimizationResult result = new GradientDescent { LearningRate = 0.1 }.Minimize(function, [1.0], new MiniBatches(2) { Epochs = 3 });

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Iterations.Should().Be(3);
        result.NotFiniteCoordinate.Should().Be(0);
        result.Point[0].Should().BeApproximately(0.64, 1e-15);
        result.Value.Should().BeApproximately(0.64 * 0.64, 1e-15);
    }

    [Fact]
    public void Minimize_NullBatches_Throws()
    {
        Action run = () => new Adam().Minimize(Mean, [1.0], (MiniBatches)null!);

        run.Should().Throw<ArgumentNullException>().WithParameterName("batches");
    }

    private OptimizationResult Run(MiniBatches batches, StoppingCriteria? stop = null)
        => new GradientDescent { LearningRate = 0.1 }.Minimize(Mean, [20.0], batches, stop);

    /// <summary>(1/10) Σ (x − i)², which notes what it is asked for.</summary>
    private sealed class Recorded(MiniBatchRunTests test) : IFiniteSumFunction
    {
        public int Dimension => 1;

        public int SampleCount => Samples;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            test._wholes++;
            return Over(point, [.. Enumerable.Range(0, Samples)], gradient);
        }

        public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
        {
            test._batches.Add(samples.ToArray());
            return Over(point, samples, gradient);
        }

        private static double Over(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
        {
            double value = 0, slope = 0;
            foreach (int i in samples)
            {
                value += (point[0] - i) * (point[0] - i);
                slope += 2 * (point[0] - i);
            }

            gradient[0] = slope / samples.Length;
            return value / samples.Length;
        }
    }
}
