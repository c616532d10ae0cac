namespace Optimizers;

/// <summary>Any function of the step: torch's LambdaLR.</summary>
/// <remarks>It should be pure, so that a run can be resumed. Equal to another one when both hold the same delegate.</remarks>
/// <param name="Function">Takes the number of steps taken before, 0 for the first; returns the value.</param>
/// <example><code>var rate = new LambdaSchedule(t => 0.1 / Math.Sqrt(1 + t));</code></example>
public sealed record LambdaSchedule(Func<long, double> Function) : Schedule
{
    /// <summary>The function.</summary>
    public Func<long, double> Function { get; init => field = Require.NotNull(value); } = Require.NotNull(Function, nameof(Function));

    /// <inheritdoc/>
    public override double At(long step) => Function(step);

    /// <inheritdoc/>
    public override string ToString() => nameof(LambdaSchedule);
}
