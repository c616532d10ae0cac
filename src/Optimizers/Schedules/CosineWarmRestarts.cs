namespace Optimizers;

/// <summary>Half waves of the cosine, each starting anew at the top and longer than the last: torch's CosineAnnealingWarmRestarts.</summary>
/// <remarks>
/// <code>at(t) = m + (η − m)(1 + cos(π u/Tᵢ))/2, u the steps since the last restart, Tᵢ = T₀ kⁱ</code>
/// <para>Paper: <see href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017 (SGDR)</see>.</para>
/// </remarks>
/// <param name="Initial">η, the value at step 0 and at each restart, finite and above 0.</param>
/// <param name="FirstPeriod">T₀, the steps to the first restart, at least 1.</param>
public sealed record CosineWarmRestarts(double Initial, long FirstPeriod) : Schedule
{
    /// <summary>η, the value at step 0 and at each restart, finite and above 0.</summary>
    public double Initial { get; init => field = Require.Positive(value); } = Require.Positive(Initial, nameof(Initial));

    /// <summary>T₀, the steps to the first restart, at least 1.</summary>
    public long FirstPeriod { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, FirstPeriod, nameof(FirstPeriod));

    /// <summary>k, how much longer each period is than the one before.</summary>
    /// <value>At least 1; 1 by default, as in PyTorch.</value>
    public int PeriodFactor { get; init => field = Require.AtLeast(1, value); } = 1;

    /// <summary>m, the lowest value.</summary>
    /// <value>Finite and at least 0; 0 by default, as in PyTorch.</value>
    public double Minimum { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    public override double At(long step)
    {
        long period = FirstPeriod;
        if (PeriodFactor == 1)
        {
            step %= period;
        }

        while (step >= period)
        {
            step -= period;
            period *= PeriodFactor;
        }

        return Minimum + ((Initial - Minimum) * (1 + Math.Cos(Math.PI * step / period)) / 2);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
