namespace Optimizers.Tests;

public sealed class CancellationTests
{
    private static readonly ExpressionFunction Parabola = DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3);
    private static readonly GradientDescent Descent = new() { LearningRate = 0.1 };
    private static readonly StoppingCriteria Throwing = new() { ThrowOnCancellation = true };

    public static TheoryData<string> Optimizers => [.. EveryOptimizer.ByName.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Minimize_ThrowOnCancellation_ThrowsWithTheToken(string name)
    {
        IOptimizer optimizer = EveryOptimizer.ByName[name];
        using var source = new CancellationTokenSource();
        source.Cancel();
        IDifferentiableFunction function = EveryOptimizer.Hard;

        Throws(() => optimizer.Minimize(function, EveryOptimizer.HardStart, Throwing, source.Token), source.Token);
        Throws(() => optimizer.Iterate(function, EveryOptimizer.HardStart, Throwing, source.Token).Complete(), source.Token);
        optimizer.Minimize(function, EveryOptimizer.HardStart, cancellationToken: source.Token)
            .Reason.Should().Be(StopReason.Cancelled, "without the switch nothing is thrown");
        if (!EveryOptimizer.WholeOnly.ContainsKey(name))
        {
            Throws(() => optimizer.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(5), Throwing, source.Token), source.Token);
            Throws(() => optimizer.Maximize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(5), Throwing, source.Token), source.Token);
        }
    }

    [Fact]
    public void Iterate_ThrowOnCancellation_ThrowsOnceAndKeepsTheBestSoFar()
    {
        using var source = new CancellationTokenSource();
        OptimizationRun run = Descent.Iterate(Parabola, [5.0], Throwing, source.Token);
        Action enumerate = () =>
        {
            foreach (Iteration i in run)
            {
                if (i.Number == 4)
                {
                    source.Cancel();
                }
            }
        };

        enumerate.Should().Throw<OperationCanceledException>()
            .WithMessage("The run was cancelled at iteration 5.").Which.CancellationToken.Should().Be(source.Token);
        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Result.Iterations.Should().Be(5);
        run.Result.Value.Should().Be(run.Result.History.Min(i => i.Value));
        run.MoveNext().Should().BeFalse();
    }

    [Fact]
    public async Task IterateAsync_ThrowOnCancellation_ThrowsWithTheTokenOfTheLoop()
    {
        using var source = new CancellationTokenSource();
        OptimizationRun run = Descent.Iterate(Parabola, [5.0], Throwing);
        Func<Task> enumerate = async () =>
        {
            await using IAsyncEnumerator<Iteration> iterations = run.GetAsyncEnumerator(source.Token);
            while (await iterations.MoveNextAsync())
            {
                source.Cancel();
            }
        };

        (await enumerate.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Result.Iterations.Should().Be(0);
    }

    [Fact]
    public void Minimize_ThrowOnCancellationNeverCancelled_ConvergesAsEver()
    {
        using var source = new CancellationTokenSource();

        Descent.Minimize(Parabola, [5.0], Throwing, source.Token).Point.Should().Equal(Descent.Minimize(Parabola, [5.0]).Point);
    }

    [Fact]
    public void Resume_ARunThatThrew_GoesOn()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        OptimizationRun run = Descent.Iterate(Parabola, [5.0], Throwing, source.Token);
        Throws(() => run.Complete(), source.Token);

        Descent.Resume(Parabola, run.ToJson(), Throwing).Complete().Point.Should().Equal(Descent.Minimize(Parabola, [5.0]).Point);
    }

    private static void Throws(Action run, CancellationToken token)
        => run.Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(token);
}
