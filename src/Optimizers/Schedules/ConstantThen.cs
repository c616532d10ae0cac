namespace Optimizers;

/// <summary>A share of the initial value for some steps, then the whole: torch's ConstantLR.</summary>
/// <remarks><code>at(t) = a η for t &lt; T, η from T on</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="Steps">T, the steps at the share, at least 1.</param>
public sealed record ConstantThen(double Initial, long Steps) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>T, the steps at the share, at least 1.</summary>
    public long Steps { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Steps, nameof(Steps));

    /// <summary>a, the share.</summary>
    /// <value>Finite and at least 0; 1/3 by default, as in PyTorch.</value>
    public double Factor { get; init => field = Require.NonNegative(value); } = 1.0 / 3;

    /// <inheritdoc/>
    public override double At(long step) => step < Steps ? Factor * Initial : Initial;

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
