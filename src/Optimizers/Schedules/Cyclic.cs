namespace Optimizers;

/// <summary>Up and down between two values: torch's CyclicLR in its three modes.</summary>
/// <remarks>
/// <code>at(t) = l + (h − l) · s · scale, s rising from 0 to 1 in u steps and falling in d steps</code>
/// <para>The scale is 1, ½^(cycles before) or γᵗ, by <see cref="Mode"/>.
/// Paper: <see href="https://arxiv.org/abs/1506.01186">Smith 2017</see>.</para>
/// </remarks>
/// <param name="Lowest">l, the value at step 0, finite and at least 0.</param>
/// <param name="Highest">h, the value at the top of the first cycle, finite and at least 0.</param>
/// <param name="StepsUp">u, the steps from the lowest to the highest value, at least 1.</param>
public sealed record Cyclic(double Lowest, double Highest, long StepsUp) : Schedule
{
    /// <summary>l, the value at step 0, finite and at least 0.</summary>
    public double Lowest { get; init => field = Require.NonNegative(value); } = Require.NonNegative(Lowest, nameof(Lowest));

    /// <summary>h, the value at the top of the first cycle, finite and at least 0.</summary>
    public double Highest { get; init => field = Require.NonNegative(value); } = Require.NonNegative(Highest, nameof(Highest));

    /// <summary>u, the steps from the lowest to the highest value, at least 1.</summary>
    public long StepsUp { get; init => field = Require.AtLeast(1, value); } = Require.AtLeast(1, StepsUp, nameof(StepsUp));

    /// <summary>d, the steps from the highest to the lowest value.</summary>
    /// <value>At least 1; null by default: as many as <see cref="StepsUp"/>.</value>
    public long? StepsDown { get; init => field = value is { } given ? Require.AtLeast(1, given) : null; }

    /// <summary>How the height of the triangles changes.</summary>
    /// <value><see cref="CycleMode.Triangular"/> by default, as in PyTorch.</value>
    public CycleMode Mode { get; init; }

    /// <summary>γ, by which the height shrinks in each step in <see cref="CycleMode.Exponential"/>.</summary>
    /// <value>Finite and above 0; 1 by default, as in PyTorch.</value>
    public double Factor { get; init => field = Require.Positive(value); } = 1;

    /// <inheritdoc/>
    public override double At(long step)
    {
        long down = StepsDown ?? StepsUp, cycle = step / (StepsUp + down), within = step % (StepsUp + down);
        double share = within <= StepsUp ? (double)within / StepsUp : (double)(StepsUp + down - within) / down;
        double scale = Mode switch
        {
            CycleMode.Halving => Math.Pow(0.5, cycle),
            CycleMode.Exponential => Math.Pow(Factor, step),
            _ => 1,
        };
        return Lowest + ((Highest - Lowest) * share * scale);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
