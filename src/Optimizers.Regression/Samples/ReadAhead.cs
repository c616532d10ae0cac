namespace Optimizers.Regression;

/// <summary>Goes through blocks of which another thread makes the next one while the caller has one.</summary>
internal static class ReadAhead
{
    /// <summary>The same blocks in the same order, so that no result depends on which thread is faster.</summary>
    /// <param name="blocks">Makes the blocks; one is still valid while the next is made, and no longer.</param>
    /// <returns>
    /// The blocks. What the maker throws comes out of the step that asks for the block, as it was thrown. An enumeration that is left early waits
    /// until the maker rests, and closes it. Where one thread alone may work, the caller makes the blocks.
    /// </returns>
    public static IEnumerable<T> Of<T>(IEnumerable<T> blocks) => Workers.Degree > 1 ? Ahead(blocks) : blocks;

    private static IEnumerable<T> Ahead<T>(IEnumerable<T> blocks)
    {
        using IEnumerator<T> maker = blocks.GetEnumerator();
        Task<bool>? next = null;
        try
        {
            for (bool isThere = maker.MoveNext(); isThere; isThere = next.GetAwaiter().GetResult())
            {
                T block = maker.Current;
                next = Task.Run(maker.MoveNext);
                yield return block;
            }
        }
        finally
        {
            // only what rests can be closed; what it throws meanwhile is nobody's any more
            Task.WaitAny(next is null ? [Task.CompletedTask] : [next]);
        }
    }
}
