namespace Optimizers;

/// <summary>Skips steps whose gradient is NaN or infinite, up to a number in a row; then a run stops as <see cref="StopReason.NotFinite"/>.</summary>
/// <remarks>
/// <para>For mini-batches with a bad sample now and then. Without it a run stops at the first such gradient. In a run the skipped iterations are not shown.
/// State: the numbers "skipped", all of them, and "inARow", and the state of the rule.</para>
/// </remarks>
/// <example><code>var rule = new SkipNotFinite(new Adam());</code></example>
public sealed record SkipNotFinite : RuleWrapper
{
    /// <summary>Guards a rule.</summary>
    /// <param name="rule">The rule.</param>
    public SkipNotFinite(IUpdateRule rule)
        : base(rule)
    {
    }

    /// <summary>The largest number of gradients in a row that are skipped.</summary>
    /// <value>At least 1; 10 by default.</value>
    public int Limit { get; init => field = Require.AtLeast(1, value); } = 10;

    /// <inheritdoc/>
    public override OptimizerState CreateState(int dimension) => new(dimension, [], ["skipped", "inARow"], Rule.CreateState(dimension));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient is not finite, and neither were as many before it as <see cref="Limit"/>.</exception>
    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        OptimizerState inside = Inside(state);
        ref double inARow = ref state.Scalar("inARow");
        if (Require.FirstNotFinite(gradient) is { } i)
        {
            if (inARow >= Limit)
            {
                throw new ArgumentException(
                    Invariant($"Partial derivative {i} is {gradient[i]}, after {Limit} gradients in a row that were not finite."), nameof(gradient));
            }

            inARow++;
            state.Scalar("skipped")++;
        }
        else
        {
            inARow = 0;
            Rule.Step(point, gradient, inside);
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public override bool SkipsNotFinite(OptimizerState state) => Require.NotNull(state).Scalar("inARow") < Limit;

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
