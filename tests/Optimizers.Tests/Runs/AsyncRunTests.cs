namespace Optimizers.Tests;

public sealed class AsyncRunTests
{
    private static readonly ExpressionFunction Parabola = DifferentiableFunction.FromExpression(x => (x * x) + (2 * x) + 3);
    private static readonly GradientDescent Descent = new() { LearningRate = 0.1 };

    [Fact]
    public async Task AwaitForeach_GivesTheSameIterations()
    {
        List<Iteration> seen = [];
        OptimizationRun run = Descent.Iterate(Parabola, [5.0]);
        await foreach (Iteration i in run)
        {
            seen.Add(i);
        }

        seen.Should().Equal(Descent.Minimize(Parabola, [5.0]).History);
        run.Result.Converged.Should().BeTrue();
    }

    [Fact]
    public async Task AwaitForeach_GivesTheThreadBackBetweenIterations()
    {
        // a context of one thread, as a user interface has: work posted to it comes in between
        var context = new OneThread();
        var order = new List<string>();
        await context.Run(async () =>
        {
            SynchronizationContext.Current!.Post(_ => order.Add("other work"), null);
            await foreach (Iteration i in Descent.Iterate(Parabola, [5.0], new StoppingCriteria { MaxIterations = 2 }))
            {
                order.Add($"iteration {i.Number}");
            }
        });

        order.Should().Equal("iteration 0", "other work", "iteration 1", "iteration 2");
    }

    [Fact]
    public async Task AwaitForeach_Cancelled_EndsWithoutThrowing()
    {
        using var source = new CancellationTokenSource();
        OptimizationRun run = Descent.Iterate(Parabola, [5.0]);
        IAsyncEnumerator<Iteration> iterations = run.GetAsyncEnumerator(source.Token);
        await iterations.MoveNextAsync();
        await source.CancelAsync();

        (await iterations.MoveNextAsync()).Should().BeFalse();

        run.Result.Reason.Should().Be(StopReason.Cancelled);
        run.Result.Point.Should().Equal(5.0);
    }

    /// <summary>Runs what is posted to it, in order, on the thread that asks.</summary>
    private sealed class OneThread : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public Task Run(Func<Task> work)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            Task task = work();
            while (!task.IsCompleted && _posted.TryDequeue(out (SendOrPostCallback Callback, object? State) item))
            {
                item.Callback(item.State);
            }

            SetSynchronizationContext(before);
            return task;
        }
    }
}
