namespace Optimizers;

/// <summary>A straight line between two shares of the initial value, which then stays: torch's LinearLR.</summary>
/// <remarks><code>at(t) = η (a + (b − a) min(t, T)/T)</code></remarks>
/// <param name="Initial">η, the value at step 0, finite and above 0.</param>
/// <param name="Steps">T, the length of the ramp, at least 1.</param>
public sealed record LinearRamp(double Initial, long Steps) : Schedule
{
    /// <summary>η, the value at step 0, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>T, the length of the ramp, at least 1.</summary>
    public long Steps { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, Steps, nameof(Steps));

    /// <summary>a, the share at step 0.</summary>
    /// <value>Finite and at least 0; 1/3 by default, as in PyTorch.</value>
    public double StartFactor { get; init => field = Require.NonNegative(value); } = 1.0 / 3;

    /// <summary>b, the share from step T on.</summary>
    /// <value>Finite and at least 0; 1 by default, as in PyTorch.</value>
    public double EndFactor { get; init => field = Require.NonNegative(value); } = 1;

    /// <inheritdoc/>
    public override double At(long step) => Initial * (StartFactor + ((EndFactor - StartFactor) * Math.Min(step, Steps) / Steps));

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
