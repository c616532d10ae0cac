namespace Optimizers;

/// <summary>Divided by a power of the time: for convergence in theory, and scikit-learn's "invscaling".</summary>
/// <remarks><code>at(t) = η / (1 + kt)^p</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
public sealed record InverseTimeDecay(double Initial) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>k, by how much the base of the divisor grows in a step.</summary>
    /// <value>Finite and above 0; 1 by default.</value>
    public double Decay { get; init => field = Require.Positive(value); } = 1;

    /// <summary>p.</summary>
    /// <value>Finite and above 0; 1 by default.</value>
    public double Power { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public override double At(long step) => Initial / Math.Pow(1 + (Decay * step), Power);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
