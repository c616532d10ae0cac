namespace Optimizers.Tests;

public sealed class OptimizationRunTests
{
    private static readonly ExpressionFunction Parabola = DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3);
    private static readonly GradientDescent Descent = new() { LearningRate = 0.1 };

    [Fact]
    public void Iterate_EachIteration_ShowsThePointWithItsOwnValue()
    {
        OptimizationRun run = Descent.Iterate(Parabola, [5.0], new StoppingCriteria { MaxIterations = 3 });
        List<(int, double, double, double)> seen = [];
        foreach (Iteration i in run)
        {
            seen.Add((i.Number, run.Point[0], i.Value, i.GradientNorm));
        }

        // x ← x − 0.1 (2x + 2): 5, 3.8, 2.84, 2.072
        seen.Select(item => item.Item1).Should().Equal(0, 1, 2, 3);
        seen.Should().OnlyContain(item => item.Item3 == (item.Item2 * item.Item2) + (2 * item.Item2) + 3 && item.Item4 == Math.Abs((2 * item.Item2) + 2));
        run.Point[0].Should().BeApproximately(2.072, 1e-15);
        run.Result.Reason.Should().Be(StopReason.IterationLimit);
        run.Result.Iterations.Should().Be(3);
        run.Result.Evaluations.Should().Be(4);
        run.Result.Value.Should().Be(Parabola.Evaluate(run.Result.Point));
        run.Result.History.Should().HaveCount(4);
    }

    [Fact]
    public void Iterate_BrokenOff_HasAResultAndGoesOn()
    {
        OptimizationRun run = Descent.Iterate(Parabola, [5.0]);
        foreach (Iteration i in run)
        {
            if (i.Number == 10)
            {
                break;
            }
        }

        OptimizationResult part = run.Result;
        part.Reason.Should().Be(StopReason.None);
        part.Converged.Should().BeFalse();
        part.Iterations.Should().Be(10);
        part.ToString().Should().StartWith("Not finished after 10 iterations, 11 evaluations");

        run.First().Number.Should().Be(11);
        OptimizationResult whole = run.Complete();
        whole.Converged.Should().BeTrue();
        whole.Point.Should().Equal(Descent.Minimize(Parabola, [5.0]).Point);
        part.History.Should().HaveCount(11, "a result does not change");
    }

    [Fact]
    public void Result_BeforeTheFirstIteration_IsTheStart()
    {
        OptimizationRun run = Descent.Iterate(Parabola, [5.0]);

        run.Result.Point.Should().Equal(5.0);
        run.Result.Value.Should().Be(38);
        run.Result.Iterations.Should().Be(0);
        Action current = () => _ = run.Current;
        current.Should().Throw<InvalidOperationException>().WithMessage("The run has not taken its first iteration.");
    }

    [Fact]
    public void Minimize_StartAtTheMinimum_TakesNoStep()
    {
        OptimizationResult result = Descent.Minimize(Parabola, [-1.0]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Iterations.Should().Be(0);
        result.Evaluations.Should().Be(1);
        result.Point.Should().Equal(-1.0);
    }

    [Fact]
    public void Minimize_EachCriterion_StopsForItsReason()
    {
        Stop(new() { MaxIterations = 0 }).Reason.Should().Be(StopReason.IterationLimit);
        Stop(new() { GradientTolerance = 1 }).Reason.Should().Be(StopReason.GradientTolerance);
        Stop(new() { ValueTolerance = 1e-3 }).Reason.Should().Be(StopReason.ValueTolerance);
        Stop(new() { StepTolerance = 1e-3 }).Reason.Should().Be(StopReason.StepTolerance);
        Stop(new() { TargetValue = 3 }).Reason.Should().Be(StopReason.TargetReached);
        Stop(new() { MaxEvaluations = 5 }).Reason.Should().Be(StopReason.EvaluationLimit);
        Stop(new() { MaxEvaluations = 5 }).Evaluations.Should().Be(5);
        Stop(new() { TimeLimit = TimeSpan.FromTicks(1) }).Reason.Should().Be(StopReason.TimeLimit);
        Stop(new()).Reason.Should().Be(StopReason.GradientTolerance);

        OptimizationResult byValue = Stop(new() { ValueTolerance = 1e-3 });
        Iteration last = byValue.History[^1], before = byValue.History[^2], earlier = byValue.History[^3];
        (before.Value - last.Value).Should().BeLessThanOrEqualTo(1e-3 * Fallen(last));
        (earlier.Value - before.Value).Should().BeGreaterThan(1e-3 * Fallen(before));
        Stop(new() { TargetValue = 3 }).Value.Should().BeLessThanOrEqualTo(3);
        Stop(new() { StepTolerance = 1e-3 }).Converged.Should().BeTrue();

        // a change is small beside the value, or beside the way down from the first
        double Fallen(Iteration iteration) => Math.Max(iteration.Value, byValue.History[0].Value - iteration.Value);
        static OptimizationResult Stop(StoppingCriteria stop) => Descent.Minimize(Parabola, [5.0], stop);
    }

    [Fact]
    public void Maximize_ShowsTheFunctionsOwnValues()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => 4 - (x * x) - ((y - 1) * (y - 1)));

        OptimizationResult top = new Adam { LearningRate = 0.1 }.Maximize(hill, [3.0, -2.0]);
        OptimizationResult target = Descent.Maximize(hill, [3.0, -2.0], new StoppingCriteria { TargetValue = 3 });

        top.Converged.Should().BeTrue();
        top.Value.Should().BeApproximately(4, 1e-12);
        top.Point[0].Should().BeApproximately(0, 1e-9);
        top.Point[1].Should().BeApproximately(1, 1e-9);
        top.History[0].Value.Should().Be(-14);
        target.Reason.Should().Be(StopReason.TargetReached);
        target.Value.Should().BeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Minimize_NotConverged_ReturnsTheBestPointNotTheLast()
    {
        // the rate 0.99 overshoots on x²: momentum makes the value rise again on the way
        var rule = new StochasticGradientDescent { LearningRate = 0.1, Momentum = 0.95 };
        ExpressionFunction square = DifferentiableFunction.FromExpression(x => x * x);

        OptimizationResult result = rule.Minimize(square, [1.0], new StoppingCriteria { MaxIterations = 9 });

        double best = result.History.Min(i => i.Value);
        result.History[^1].Value.Should().BeGreaterThan(best);
        result.Value.Should().Be(best);
        square.Evaluate(result.Point).Should().Be(best);
    }

    [Fact]
    public void Minimize_GradientTurnsNaN_SaysWhenAndWhereAndKeepsTheLastFinitePoint()
    {
        int calls = 0;
        IDifferentiableFunction function = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * x[0], ++calls > 5 ? double.NaN : 2 * x[1]);
            return (x[0] * x[0]) + (x[1] * x[1]);
        });

        OptimizationRun run = Descent.Iterate(function, [1.0, 1.0]);
        OptimizationResult result = run.Complete();

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Iterations.Should().Be(5);
        result.NotFiniteCoordinate.Should().Be(1);
        result.Point.Should().OnlyContain(x => Math.Abs(x - Math.Pow(0.8, 4)) < 1e-15);
        result.Value.Should().BeApproximately(2 * Math.Pow(0.8, 8), 1e-15);
        result.History.Should().HaveCount(5);
        result.ToString().Should().StartWith("Not converged: partial derivative 1 was not finite at iteration 5 after 5 iterations");
        run.Point.ToArray().Should().Equal(result.Point);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Minimize_ValueNotFinite_EndsWithoutCoordinate(double value)
    {
        int calls = 0;
        IDifferentiableFunction later = DifferentiableFunction.Create(1, (x, g) => ++calls > 3 ? value : g[0] = x[0]);
        IDifferentiableFunction atOnce = DifferentiableFunction.Create(1, (x, g) => (g[0] = x[0]) + value);

        OptimizationResult result = Descent.Minimize(later, [1.0]);
        OptimizationResult start = Descent.Minimize(atOnce, [1.0]);

        result.Reason.Should().Be(StopReason.NotFinite);
        result.NotFiniteCoordinate.Should().BeNull();
        double.IsFinite(result.Value).Should().BeTrue();
        result.ToString().Should().StartWith("Not converged: the value was not finite at iteration 3");
        start.Reason.Should().Be(StopReason.NotFinite);
        start.Point.Should().Equal(1.0);
        start.Value.Should().Be(value);
    }

    [Fact]
    public void Minimize_ValueMinusInfinity_IsUnboundedWhateverTheGradient()
    {
        int calls = 0;
        IDifferentiableFunction later =
            DifferentiableFunction.Create(1, (x, g) => ++calls > 3 ? double.NegativeInfinity + (g[0] = double.NaN) - g[0] : g[0] = x[0]);
        IDifferentiableFunction log = DifferentiableFunction.Create(1, (x, g) => x[0] > 0 ? Math.Log(x[0]) + (0 * (g[0] = 1 / x[0])) : double.NegativeInfinity);
        IDifferentiableFunction hill = DifferentiableFunction.Create(1, (x, g) => double.PositiveInfinity * (g[0] = 1));

        OptimizationResult bottomless = new GradientDescent { LearningRate = 0.5 }.Minimize(log, [0.5]);

        bottomless.Reason.Should().Be(StopReason.Unbounded);
        bottomless.NotFiniteCoordinate.Should().BeNull();
        bottomless.Point[0].Should().BePositive();
        Descent.Maximize(hill, [1.0]).Reason.Should().Be(StopReason.Unbounded);
        new Lbfgs().Minimize(log, [0.5]).Reason.Should().Be(StopReason.Unbounded);
        Descent.Minimize(later, [1.0]).Reason.Should().Be(StopReason.NotFinite, "a value of NaN is no end of a fall");
    }

    [Fact]
    public void Minimize_Cancelled_ReturnsTheBestSoFar()
    {
        using var source = new CancellationTokenSource();
        OptimizationRun run = Descent.Iterate(Parabola, [5.0], cancellationToken: source.Token);
        foreach (Iteration i in run)
        {
            if (i.Number == 4)
            {
                source.Cancel();
            }
        }

        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Result.Iterations.Should().Be(5, "the token is looked at after each iteration");
        run.Result.Value.Should().Be(run.Result.History.Min(i => i.Value));

        OptimizationResult before = Descent.Minimize(Parabola, [5.0], cancellationToken: new CancellationToken(true));
        before.Reason.Should().Be(StopReason.Cancelled);
        before.Value.Should().Be(38);
    }

    [Fact]
    public void Minimize_FunctionThrows_PassesItsExceptionUntouched()
    {
        var thrown = new InvalidDataException("the sensor is gone");
        int calls = 0;
        IDifferentiableFunction function = DifferentiableFunction.Create(1, (x, g) => ++calls > 2 ? throw thrown : (g[0] = 2 * x[0]) * x[0] / 2);
        OptimizationRun run = Descent.Iterate(function, [1.0]);

        Action complete = () => run.Complete();

        complete.Should().Throw<InvalidDataException>().Which.Should().BeSameAs(thrown);
    }

    [Fact]
    public void EnsureConverged_NotConverged_ThrowsWithTheResult()
    {
        OptimizationResult result = Descent.Minimize(Parabola, [5.0], new StoppingCriteria { MaxIterations = 1 });
        Action ensure = () => result.EnsureConverged();

        ensure.Should().Throw<OptimizationException>()
            .WithMessage("Not converged: iteration limit after 1 iteration, 2 evaluations*").Which.Result.Should().BeSameAs(result);
        OptimizationResult converged = Descent.Minimize(Parabola, [5.0]);
        converged.EnsureConverged().Should().BeSameAs(converged);
        converged.ToString().Should(
            ).Match("Converged: the gradient is within its tolerance after 1?? iterations, * evaluations, * ms: value 2, gradient norm *E-11, point [-1]");
    }

    [Fact]
    public void ToString_ManyCoordinates_ShowsTheFirst()
    {
        IDifferentiableFunction flat = DifferentiableFunction.Create(100, (_, g) =>
        {
            g.Clear();
            return 0;
        });

        Descent.Minimize(flat, new double[100]).ToString().Should().EndWith("point [0, 0, 0, 0, 0, 0, … 100 coordinates]");
    }

    [Fact]
    public void Start_BadArguments_ThrowWithBothNumbers()
    {
        Refused(() => Descent.Minimize(Parabola, [1, 2]), "The start has 2 coordinates; the function takes 1.*", "start");
        Refused(() => Descent.Minimize(Parabola, [double.NaN]), "Coordinate 0 of the start is NaN; every coordinate must be finite.*", "start");
        Refused(() => Descent.Minimize(null!, [1]), "*", "function");
        Refused(() => ((IOptimizer)null!).Minimize(Parabola, [1]), "*", "optimizer");
        Refused(() => Descent.Start(Parabola, [1], null!), "*", "options");
        Refused(
            () => Descent.Start(Parabola, [1], new RunOptions { Batches = new MiniBatches(1) }),
            "Mini-batches need an IFiniteSumFunction; ExpressionFunction is none.*",
            "function");
        Refused(() => _ = new RunOptions { Stopping = null! }, "*", "Stopping");
        Refused(() => new StochasticGradientDescent { Nesterov = true }.Minimize(Parabola, [1]), "Nesterov needs *", "Nesterov");
    }

    [Fact]
    public void StoppingCriteria_OutOfRange_Throw()
    {
        Refused(() => _ = new StoppingCriteria { MaxIterations = -1 }, "MaxIterations must be at least 0; it is -1.*", "MaxIterations");
        Refused(() => _ = new StoppingCriteria { GradientTolerance = -1 }, "*", "GradientTolerance");
        Refused(() => _ = new StoppingCriteria { GradientTolerance = double.NaN }, "*it is NaN.*", "GradientTolerance");
        Refused(() => _ = new StoppingCriteria { ValueTolerance = double.PositiveInfinity }, "*", "ValueTolerance");
        Refused(() => _ = new StoppingCriteria { StepTolerance = -1 }, "*", "StepTolerance");
        Refused(() => _ = new StoppingCriteria { TargetValue = double.NaN }, "TargetValue must be a number; it is NaN.*", "TargetValue");
        Refused(() => _ = new StoppingCriteria { TimeLimit = TimeSpan.Zero }, "TimeLimit must be above zero; it is 00:00:00.*", "TimeLimit");
        new StoppingCriteria { MaxIterations = 5 }.Should().Be(new StoppingCriteria { MaxIterations = 5 });
    }

    [Fact]
    public void MoveNext_AfterTheHistoryIsFull_AllocatesNothing()
    {
        OptimizationRun run = Descent.Iterate(
            DifferentiableFunction.FromExpression(x => Math.Cos(x) + x), [5.0], new StoppingCriteria { MaxIterations = 100_000, GradientTolerance = 0 });
        for (int i = 0; i < 16_384; i++)
        {
            run.MoveNext().Should().BeTrue();
        }

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            run.MoveNext();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void History_OfALongRun_IsThinnedEvenlyAndEndsWithTheLast()
    {
        IDifferentiableFunction slope = DifferentiableFunction.Create(1, (x, g) => (g[0] = 1) * x[0]);

        OptimizationResult result = Descent.Minimize(slope, [0.0], new StoppingCriteria { MaxIterations = 50_001 });

        result.History.Count.Should().BeInRange(8192, 16_385);
        result.History.SkipLast(1).Select(i => i.Number).Should().Equal(Enumerable.Range(0, result.History.Count - 1).Select(i => 4 * i));
        result.History[^1].Number.Should().Be(50_001);
        result.History.Should().OnlyContain(i => Math.Abs(i.Value + (0.1 * i.Number)) < 1e-6);
    }
}
