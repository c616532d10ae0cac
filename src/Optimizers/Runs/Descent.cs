namespace Optimizers;

/// <summary>How a run gets from one point to the next.</summary>
internal abstract class Descent
{
    /// <summary>The optimizer with its settings, in words.</summary>
    public abstract string Description { get; }

    /// <summary>All memory of the method.</summary>
    public abstract OptimizerState State { get; }

    /// <summary>Whether the values are those of batches, apart from the iterations at which <see cref="IsWhole"/>.</summary>
    public virtual bool IsStochastic => false;

    /// <summary>Whether the last value and gradient are of the whole function.</summary>
    public virtual bool IsWhole => true;

    /// <summary>Whether the last value and gradient are of a pass over all samples that only closes the run, and which a longer run would not make.</summary>
    public virtual bool IsClosing => false;

    /// <summary>The largest number of steps.</summary>
    public abstract long StepLimit { get; }

    /// <summary>Why a run ends that took as many.</summary>
    public virtual StopReason ReasonAtLimit => StopReason.IterationLimit;

    /// <summary>The learning rate of the next step, if there is one.</summary>
    public virtual double? LearningRate => null;

    /// <summary>Whether the next step takes a gradient that is not finite, by leaving the point alone.</summary>
    public virtual bool SkipsNotFinite => false;

    /// <summary>The passes completed before an iteration.</summary>
    public virtual int Epoch(int iteration) => iteration;

    /// <summary>Whether an iteration evaluates the whole function.</summary>
    public virtual bool IsWholeAt(int iteration) => true;

    /// <summary>Evaluates at a point that the run did not step to: its start, or one that it went back to.</summary>
    /// <param name="point">The point.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="iteration">The iteration that it is.</param>
    /// <returns>The value to be minimized.</returns>
    public abstract double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration);

    /// <summary>Evaluates the whole function at any point, and leaves the state as it is.</summary>
    /// <param name="point">The point.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The value to be minimized.</returns>
    public virtual double EvaluateWhole(ReadOnlySpan<double> point, Span<double> gradient) => Evaluate(point, gradient, 0);

    /// <summary>Moves the point and evaluates there.</summary>
    /// <param name="point">x_k; becomes x_{k+1}.</param>
    /// <param name="gradient">The gradient at x_k; becomes that at x_{k+1}.</param>
    /// <param name="value">The value at x_k; becomes that at x_{k+1}.</param>
    /// <param name="iteration">k.</param>
    /// <returns>None; or why there is no next point, the three then being as before.</returns>
    public abstract StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration);

    /// <summary>How far from stationary the point is: 0 at a minimum, NaN or infinite where the gradient is.</summary>
    public virtual double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => Blas.MaxNorm(gradient);

    /// <summary>The size of the part of the gradient that can move the point, in units of f over x; where there is no set or penalty,
    /// <see cref="GradientNorm"/>.</summary>
    public virtual double FreeGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double gradientNorm) => gradientNorm;

    /// <summary>What moves a point into the set that all points of the run lie in; null where there is none but the bounds of the function.</summary>
    public virtual Action<Span<double>>? Projection => null;

    /// <summary>Whether the method judges by itself where its run may end; if not, the run does by what it saw.</summary>
    public virtual bool HasOwnTest => false;

    /// <summary>The method's own test, by ratios alone, where no tolerance of the gradient is set.</summary>
    public virtual bool IsStationary(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value) => false;

    /// <summary>Rebuilds what is derived from the state, after a saved one has been loaded.</summary>
    public virtual void Loaded()
    {
    }

    /// <summary>Writes the average of the points, if the method keeps one.</summary>
    public virtual bool WriteAverage(ReadOnlySpan<double> point, Span<double> average) => false;
}
