namespace Optimizers;

/// <summary>Down a half wave of the cosine: torch's CosineAnnealingLR.</summary>
/// <remarks>
/// <code>at(t) = m + (η − m)(1 + cos(πt/T))/2</code>
/// After T steps it goes up again, as in PyTorch; join <see cref="Schedule.Until"/> to stay down.
/// </remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="Steps">T, the steps from the initial to the lowest value, at least 1.</param>
public sealed record CosineAnnealing(double Initial, long Steps) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>T, the steps from the initial to the lowest value, at least 1.</summary>
    public long Steps { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Steps, nameof(Steps));

    /// <summary>m, the lowest value.</summary>
    /// <value>Finite and at least 0; 0 by default, as in PyTorch.</value>
    public double Minimum { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    public override double At(long step) => Minimum + ((Initial - Minimum) * (1 + Math.Cos(Math.PI * step / Steps)) / 2);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
