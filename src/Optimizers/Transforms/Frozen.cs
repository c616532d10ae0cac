namespace Optimizers;

/// <summary>Leaves the point alone: for a group of coordinates in a <see cref="Split"/> that is not to move.</summary>
/// <remarks>
/// <code>x ← x</code>
/// A run does not count the gradient of such coordinates: it is stationary when that of the others is 0. State: none but the step count.
/// </remarks>
/// <example><code>var rule = new Split(2, new Frozen(), new Adam());   // the first two coordinates stay</code></example>
public sealed record Frozen : IUpdateRule
{
    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public void ClearFrozen(Span<double> gradient) => gradient.Clear();

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
