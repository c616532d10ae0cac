using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Keeps the mean of the points from a step on, every so many steps, beside a rule: torch's AveragedModel.</summary>
/// <remarks>
/// <code>after the steps s, s + p, s + 2p, …: a ← a + (x − a)/k, k = 1, 2, 3, …</code>
/// <para>The average is the result's <see cref="OptimizationResult.AveragedPoint"/>; the rule does not see it. State: "average", n doubles, the
/// number "count", and that of the rule. Paper: <see href="https://arxiv.org/abs/1803.05407">Izmailov et al. 2018</see>.</para>
/// </remarks>
/// <example><code>var rule = new StochasticWeightAveraging(new Adam()) { Start = 1000, Period = 10 };</code></example>
public sealed record StochasticWeightAveraging : RuleWrapper
{
    /// <summary>Averages the points of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public StochasticWeightAveraging(IUpdateRule rule)
        : base(rule)
    {
    }

    /// <summary>s, the step after which the first point is taken.</summary>
    /// <value>At least 1; 1 by default.</value>
    public long Start { get; init => field = Require.AtLeast(1, value); } = 1;

    /// <summary>p, the steps between two points.</summary>
    /// <value>At least 1; 1 by default.</value>
    public long Period { get; init => field = Require.AtLeast(1, value); } = 1;

    /// <inheritdoc/>
    public override OptimizerState CreateState(int dimension) => new(dimension, ["average"], ["count"], Rule.CreateState(dimension));

    /// <inheritdoc/>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        OptimizerState inside = Inside(state);
        Span<double> average = state["average"];
        ref double count = ref state.Scalar("count");
        Rule.Step(point, gradient, inside);
        if (++state.StepCount >= Start && (state.StepCount - Start) % Period == 0)
        {
            TensorPrimitives.Lerp(average, point, 1 / ++count, average);
        }
    }

    /// <inheritdoc/>
    public override bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        bool hasAverage = Require.NotNull(state).Scalar("count") > 0;
        if (hasAverage)
        {
            state["average"].CopyTo(average);
        }

        return hasAverage;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
