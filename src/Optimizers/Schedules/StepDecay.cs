namespace Optimizers;

/// <summary>Multiplied by a factor every so many steps: torch's StepLR.</summary>
/// <remarks><code>at(t) = η γ^⌊t/s⌋</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="StepSize">s, the steps between two changes, at least 1.</param>
public sealed record StepDecay(double Initial, long StepSize) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>s, the steps between two changes, at least 1.</summary>
    public long StepSize { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, StepSize, nameof(StepSize));

    /// <summary>γ.</summary>
    /// <value>Finite and above 0; 0.1 by default, as in PyTorch.</value>
    public double Factor { get; init => field = Require.Positive(value); } = 0.1;

    /// <inheritdoc/>
    public override double At(long step) => Initial * Math.Pow(Factor, step / StepSize);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
