namespace Optimizers;

/// <summary>How a run gets from one point to the next; holds all memory of its method.</summary>
internal abstract class Descent
{
    /// <summary>Whether the values are those of batches, apart from the iterations at which <see cref="IsWhole"/>.</summary>
    public virtual bool IsStochastic => false;

    /// <summary>Whether the last value and gradient are of the whole function.</summary>
    public virtual bool IsWhole => true;

    /// <summary>The largest number of steps.</summary>
    public abstract long StepLimit { get; }

    /// <summary>The passes completed before an iteration.</summary>
    public virtual int Epoch(int iteration) => iteration;

    /// <summary>Evaluates at the start.</summary>
    /// <returns>The value to be minimized.</returns>
    public abstract double Begin(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Moves the point and evaluates there.</summary>
    /// <param name="point">x_k; becomes x_{k+1}.</param>
    /// <param name="gradient">The gradient at x_k; becomes that at x_{k+1}.</param>
    /// <param name="value">The value at x_k; becomes that at x_{k+1}.</param>
    /// <returns>None; or why there is no next point, the three then being as before.</returns>
    public abstract StopReason Advance(Span<double> point, Span<double> gradient, ref double value);
}
