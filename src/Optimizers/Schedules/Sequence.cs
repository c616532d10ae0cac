namespace Optimizers;

/// <summary>One schedule until a step, another one from it on: torch's SequentialLR.</summary>
/// <remarks><code>at(t) = first(t) for t &lt; s, next(t − s) from s on</code>Made by <see cref="Schedule.Until"/>; nest it for more than two.</remarks>
/// <param name="First">The schedule until the step.</param>
/// <param name="Step">s, the first step of the other schedule, at least 1.</param>
/// <param name="Next">The schedule from the step on, which starts there with its own step 0.</param>
public sealed record Sequence(Schedule First, long Step, Schedule Next) : Schedule
{
    /// <summary>The schedule until the step.</summary>
    public Schedule First { get; init => field = Require.NotNull(value); } = Require.NotNull(First, nameof(First));

    /// <summary>The first step of the other schedule.</summary>
    /// <value>At least 1.</value>
    public long Step { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Step, nameof(Step));

    /// <summary>The schedule from the step on.</summary>
    public Schedule Next { get; init => field = Require.NotNull(value); } = Require.NotNull(Next, nameof(Next));

    /// <inheritdoc/>
    public override double At(long step) => step < Step ? First.At(step) : Next.At(step - Step);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
