using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Steps once for every k gradients, by their mean: a large batch in small pieces.</summary>
/// <remarks><code>a ← a + g/k;  every k-th time the rule steps by a, and a ← 0</code>State: "sum", n doubles, and that of the rule.</remarks>
/// <example><code>var rule = new GradientAccumulation(new Adam(), 4);</code></example>
public sealed record GradientAccumulation : RuleWrapper
{
    /// <summary>Accumulates gradients for a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="count">k, the gradients in a step, at least 1.</param>
    public GradientAccumulation(IUpdateRule rule, int count)
        : base(rule) => Count = count;

    /// <summary>k, the gradients in a step.</summary>
    /// <value>At least 1.</value>
    public int Count { get; init => field = Require.AtLeast(1, value); }

    /// <inheritdoc/>
    public override OptimizerState CreateState(int dimension) => new(dimension, ["sum"], [], Rule.CreateState(dimension));

    /// <inheritdoc/>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        OptimizerState inside = Inside(state);
        Span<double> sum = state["sum"];
        TensorPrimitives.MultiplyAdd(gradient, 1.0 / Count, sum, sum);
        if (++state.StepCount % Count == 0)
        {
            Rule.Step(point, sum, inside);
            sum.Clear();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
