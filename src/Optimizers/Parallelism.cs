namespace Optimizers;

/// <summary>How many threads large steps, evaluations and fits may use.</summary>
/// <remarks>
/// Large work is cut into parts by its size alone, whose sums are added in a fixed order, so that the bits are the same on any number of threads; small work
/// stays on the calling thread. The other threads are the library's own: work that finds them taken is done by its own thread alone. A loss of your own
/// is called on them too, without the caller's execution context.
/// </remarks>
/// <example>
/// <code>
/// using (Parallelism.AtMost(1))
/// {
///     model = regression.Fit(X, y);    // on this thread alone
/// }
/// </code>
/// </example>
public static class Parallelism
{
    /// <summary>The threads that a piece of work started here may use: as many as there are processors, unless <see cref="AtMost"/> says otherwise.</summary>
    public static int MaxDegree => Workers.Degree;

    /// <summary>Bounds the threads of what is called from here, and of the tasks started from here, until the scope is disposed; other callers are not
    /// affected.</summary>
    /// <param name="degree">The threads, the calling one included; 1: that one alone. More than there are processors are made if asked for.</param>
    /// <returns>The scope, which ends the bound.</returns>
    /// <exception cref="ArgumentException"><paramref name="degree"/> is below 1 or above 1024.</exception>
    public static IDisposable AtMost(int degree)
    {
        Require.AtLeast(1, degree, nameof(degree));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, Workers.Largest);
        var scope = new Scope(Workers.Limit);
        Workers.Limit = degree;
        return scope;
    }

    private sealed class Scope(int before) : IDisposable
    {
        public void Dispose() => Workers.Limit = before;
    }
}
