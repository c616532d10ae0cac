using System.Collections;

namespace Optimizers;

/// <content>Taking the iterations: all at once, by <c>foreach</c>, by <c>await foreach</c>.</content>
public sealed partial class OptimizationRun : IEnumerable<Iteration>
{
    /// <summary>Takes all iterations that are left.</summary>
    /// <returns>The result.</returns>
    public OptimizationResult Complete()
    {
        while (MoveNext())
        {
        }

        return Result;
    }

    /// <summary>Enumerates the iterations that are left; each is taken when it is asked for.</summary>
    public IEnumerator<Iteration> GetEnumerator()
    {
        while (MoveNext())
        {
            yield return Current;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates the iterations that are left by <c>await foreach</c>, giving the thread back between them.</summary>
    /// <param name="cancellationToken">Ends the run after an iteration with the reason <see cref="StopReason.Cancelled"/>; nothing is thrown unless
    /// <see cref="StoppingCriteria.ThrowOnCancellation"/> asks for it.</param>
    /// <remarks>For user interfaces: the iterations run where the loop runs, and other work of that thread comes in between.</remarks>
    public async IAsyncEnumerator<Iteration> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (MoveNext())
        {
            yield return Current;
            if (cancellationToken.IsCancellationRequested && _reason == StopReason.None)
            {
                Cancelled(cancellationToken);
            }

            await Task.Yield();
        }
    }
}
