namespace Optimizers.Regression;

/// <summary>Partial sums that nobody reads any more, so that the next evaluation allocates none.</summary>
/// <param name="create">Makes the sum of no rows.</param>
/// <param name="clear">Makes a sum one of no rows.</param>
internal sealed class SpareSums<TSum>(Func<TSum> create, Action<TSum> clear)
{
    private readonly Stack<TSum> _spare = [];

    /// <summary>A sum of no rows.</summary>
    public TSum Take()
    {
        lock (_spare)
        {
            if (_spare.TryPop(out TSum? used))
            {
                clear(used);
                return used;
            }
        }

        return create();
    }

    /// <summary>Takes back a sum.</summary>
    public void Return(TSum sum)
    {
        lock (_spare)
        {
            _spare.Push(sum);
        }
    }
}
