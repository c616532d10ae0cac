namespace Optimizers;

/// <summary>Down to 0 by a power of the share that is left: torch's PolynomialLR.</summary>
/// <remarks><code>at(t) = η (1 − min(t, T)/T)^p</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="Steps">T, the steps to 0, at least 1.</param>
public sealed record PolynomialDecay(double Initial, long Steps) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>T, the steps to 0, at least 1.</summary>
    public long Steps { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Steps, nameof(Steps));

    /// <summary>p.</summary>
    /// <value>Finite and above 0; 1 by default, as in PyTorch.</value>
    public double Power { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public override double At(long step) => Initial * Math.Pow(1 - ((double)Math.Min(step, Steps) / Steps), Power);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
