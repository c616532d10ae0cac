namespace Optimizers;

/// <summary>Multiplied by a factor in every step: torch's ExponentialLR.</summary>
/// <remarks><code>at(t) = η γᵗ</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="Factor">γ, finite and above 0; above 1 the value grows.</param>
public sealed record ExponentialDecay(double Initial, double Factor) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>γ, finite and above 0; above 1 the value grows.</summary>
    public double Factor { get; init => field = Require.Positive(value); } = Require.Positive(Factor, nameof(Factor));

    /// <inheritdoc/>
    public override double At(long step) => Initial * Math.Pow(Factor, step);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
