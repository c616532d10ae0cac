namespace Optimizers;

/// <summary>A rule around another one; what it does not change is that rule's.</summary>
public abstract record RuleWrapper : IUpdateRule
{
    private protected RuleWrapper(IUpdateRule rule) => Rule = rule;

    /// <summary>The rule inside.</summary>
    public IUpdateRule Rule { get; init => field = Require.NotNull(value); }

    /// <inheritdoc/>
    public abstract OptimizerState CreateState(int dimension);

    /// <inheritdoc/>
    public abstract void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state);

    /// <inheritdoc/>
    public virtual double? LearningRateAt(OptimizerState state) => Rule.LearningRateAt(Inside(state));

    /// <inheritdoc/>
    public virtual bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
        => Rule.WriteAverage(point, Inside(state), average);

    /// <inheritdoc/>
    public virtual bool SkipsNotFinite(OptimizerState state) => Rule.SkipsNotFinite(Inside(state));

    /// <inheritdoc/>
    public virtual bool Project(Span<double> point) => Rule.Project(point);

    /// <inheritdoc/>
    public virtual void ClearFrozen(Span<double> gradient) => Rule.ClearFrozen(gradient);

    Box? IUpdateRule.BoundsOf(int dimension) => BoundsOf(dimension);

    /// <inheritdoc cref="IUpdateRule.BoundsOf"/>
    private protected virtual Box? BoundsOf(int dimension) => Rule.BoundsOf(dimension);

    /// <summary>The state of the rule inside, which is the last of the parts.</summary>
    private protected static OptimizerState Inside(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Parts.Count > 0
            ? state.Parts[^1]
            : throw new ArgumentException("The state has no states inside; the rule needs one. Was it made by another rule?", nameof(state));
    }
}
