namespace Optimizers;

/// <summary>Keeps the points of any rule in a convex set by a projection after each step: Adam in a box, or on the simplex.</summary>
/// <remarks>
/// <code>the rule steps, then x ← argmin ‖z − x‖₂ over z in the set</code>
/// <para>A run projects its start before the first evaluation, so that the function is evaluated in the set only, and its gradient norm is ‖x − P(x − ∇f(x))‖∞,
/// which is 0 at a constrained minimum. In a loop of your own project the start by <see cref="ConvexSet.Project"/>. The rule inside does not know of the set;
/// an average that it keeps is projected too.</para>
/// <para>The projection is Euclidean. Rules that give each coordinate a scale of its own, as Adam does, go with it on boxes; on sets that tie coordinates
/// together, such as
/// <see cref="Simplex"/> and <see cref="L2Ball"/>, they may come to rest before the minimum, unless ε is of the size of the gradients.
/// <see cref="StochasticGradientDescent"/> does not.</para>
/// <para>State: that of the rule. Papers: <see href="https://doi.org/10.1090/S0002-9904-1964-11178-2">Goldstein 1964</see>, Levitin and Polyak 1966.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Projected(new Adam { LearningRate = 0.1 }, new Box(0, 1)).Minimize(function, start);</code></example>
public sealed record Projected : RuleWrapper
{
    /// <summary>Keeps a rule in a set.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="set">The set.</param>
    public Projected(IUpdateRule rule, ConvexSet set)
        : base(rule) => Set = set;

    /// <summary>The set.</summary>
    public ConvexSet Set { get; init => field = Require.NotNull(value); }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The dimension is negative, or not that of the set.</exception>
    public override OptimizerState CreateState(int dimension)
    {
        if (Set.Dimension is { } expected)
        {
            Require.SameLength(expected, dimension, "set", "the function takes", nameof(Set));
        }

        return new OptimizerState(dimension, [], [], Rule.CreateState(dimension));
    }

    /// <inheritdoc/>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Rule.Step(point, gradient, Inside(state));
        Set.Project(point);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public override bool Project(Span<double> point)
    {
        Rule.Project(point);
        Set.Project(point);
        return true;
    }

    private protected override Box? BoundsOf(int dimension) => Set.Around;

    /// <inheritdoc/>
    /// <remarks>Those too whose bounds in a <see cref="Box"/> are one number.</remarks>
    public override void ClearFrozen(Span<double> gradient)
    {
        Rule.ClearFrozen(gradient);
        (Set as Box)?.ClearFixed(gradient);
    }

    /// <inheritdoc/>
    public override bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        bool hasAverage = base.WriteAverage(point, state, average);
        if (hasAverage)
        {
            Set.Project(average);
        }

        return hasAverage;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
