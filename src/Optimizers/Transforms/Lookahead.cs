using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Lookahead: every k steps of a fast rule the point is drawn back towards a slow one.</summary>
/// <remarks>
/// <code>every k-th step: s ← s + α(x − s), x ← s</code>
/// <para>State: "slow", n doubles, and that of the rule. Paper: <see href="https://arxiv.org/abs/1907.08610">Zhang et al. 2019</see>.</para>
/// </remarks>
/// <example><code>var rule = new Lookahead(new Adam());</code></example>
public sealed record Lookahead : RuleWrapper
{
    /// <summary>Puts a slow point behind a rule.</summary>
    /// <param name="rule">The fast rule.</param>
    public Lookahead(IUpdateRule rule)
        : base(rule)
    {
    }

    /// <summary>k, the fast steps between two slow ones.</summary>
    /// <value>At least 1; 5 by default, from the paper.</value>
    public int Period { get; init => field = Require.AtLeast(1, value); } = 5;

    /// <summary>α, the share of the way that the slow point goes.</summary>
    /// <value>Between 0 and 1; 0.5 by default, from the paper.</value>
    public double SlowRate { get; init => field = Require.Fraction(value); } = 0.5;

    /// <inheritdoc/>
    public override OptimizerState CreateState(int dimension) => new(dimension, ["slow"], [], Rule.CreateState(dimension));

    /// <inheritdoc/>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        OptimizerState inside = Inside(state);
        Span<double> slow = state["slow"];
        if (state.StepCount == 0)
        {
            point.CopyTo(slow);
        }

        Rule.Step(point, gradient, inside);
        if (++state.StepCount % Period == 0)
        {
            TensorPrimitives.Lerp(slow, point, SlowRate, slow);
            slow.CopyTo(point);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
