using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Keeps an exponential moving average of the points beside a rule: torch's AveragedModel with get_ema_multi_avg_fn.</summary>
/// <remarks>
/// <code>a ← x after the first step, then a ← da + (1 − d)x</code>
/// <para>The average is the result's <see cref="OptimizationResult.AveragedPoint"/>; the rule does not see it. State: "average", n doubles, and that of the
/// rule.</para>
/// </remarks>
/// <example><code>var rule = new ExponentialMovingAverage(new Adam(), 0.99);</code></example>
public sealed record ExponentialMovingAverage : RuleWrapper
{
    /// <summary>Averages the points of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="decay">d, the weight of the past, at least 0 and below 1; 0.999 by default, as in PyTorch.</param>
    public ExponentialMovingAverage(IUpdateRule rule, double decay = 0.999)
        : base(rule) => Decay = decay;

    /// <summary>d, the weight of the past.</summary>
    /// <value>At least 0 and below 1.</value>
    public double Decay { get; init => field = Require.BelowOne(value); }

    /// <inheritdoc/>
    public override OptimizerState CreateState(int dimension) => new(dimension, ["average"], [], Rule.CreateState(dimension));

    /// <inheritdoc/>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        OptimizerState inside = Inside(state);
        Span<double> average = state["average"];
        Rule.Step(point, gradient, inside);
        TensorPrimitives.Lerp(average, point, state.StepCount++ == 0 ? 1 : 1 - Decay, average);
    }

    /// <inheritdoc/>
    public override bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        bool hasAverage = Require.NotNull(state).StepCount > 0;
        if (hasAverage)
        {
            state["average"].CopyTo(average);
        }

        return hasAverage;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
