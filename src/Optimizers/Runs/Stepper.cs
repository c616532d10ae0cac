namespace Optimizers;

/// <summary>What a run needs of an optimizer that moves by one gradient at a time.</summary>
internal abstract class Stepper
{
    /// <summary>The optimizer with its settings, in words.</summary>
    public abstract string Description { get; }

    public abstract OptimizerState CreateState(int dimension);

    /// <summary>Takes one step, in place.</summary>
    /// <param name="point">x; becomes the next point.</param>
    /// <param name="gradient">∇f(x).</param>
    /// <param name="value">f(x), to be minimized.</param>
    /// <param name="state">The memory.</param>
    public abstract void Step(Span<double> point, ReadOnlySpan<double> gradient, double value, OptimizerState state);

    /// <inheritdoc cref="IUpdateRule.LearningRateAt"/>
    public virtual double? LearningRateAt(OptimizerState state) => null;

    /// <inheritdoc cref="IUpdateRule.WriteAverage"/>
    public virtual bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average) => false;

    /// <inheritdoc cref="IUpdateRule.SkipsNotFinite"/>
    public virtual bool SkipsNotFinite(OptimizerState state) => false;

    /// <inheritdoc cref="IUpdateRule.Project"/>
    public virtual bool Project(Span<double> point) => false;

    /// <inheritdoc cref="IUpdateRule.ClearFrozen"/>
    public virtual void ClearFrozen(Span<double> gradient)
    {
    }

    /// <inheritdoc cref="IUpdateRule.BoundsOf"/>
    public virtual Box? BoundsOf(int dimension) => null;
}
