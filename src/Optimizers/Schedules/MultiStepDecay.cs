namespace Optimizers;

/// <summary>Multiplied by a factor at chosen steps: torch's MultiStepLR.</summary>
/// <remarks><code>at(t) = η γ^(number of milestones ≤ t)</code></remarks>
public sealed record MultiStepDecay : Schedule
{
    private readonly long[] _milestones;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initial">η, the value at step 0, finite and above 0.</param>
    /// <param name="milestones">The steps at which the value changes, each at least 0, in any order.</param>
    public MultiStepDecay(double initial, params ReadOnlySpan<long> milestones)
    {
        Initial = Require.Positive(initial, nameof(initial));
        _milestones = milestones.ToArray();
        foreach (long milestone in _milestones)
        {
            Require.AtLeast(0, milestone, nameof(milestones));
        }
    }

    /// <summary>η, the value at step 0.</summary>
    /// <value>Finite and above 0.</value>
    public double Initial { get; init => field = Require.Positive(value); }

    /// <summary>γ.</summary>
    /// <value>Finite and above 0; 0.1 by default, as in PyTorch.</value>
    public double Factor { get; init => field = Require.Positive(value); } = 0.1;

    /// <summary>The steps at which the value changes.</summary>
    public IReadOnlyList<long> Milestones => _milestones;

    /// <inheritdoc/>
    public override double At(long step)
    {
        int passed = 0;
        foreach (long milestone in _milestones)
        {
            passed += milestone <= step ? 1 : 0;
        }

        return Initial * Math.Pow(Factor, passed);
    }

    /// <summary>Whether both have the same settings.</summary>
    /// <param name="other">The other schedule.</param>
    public bool Equals(MultiStepDecay? other)
        => other is not null && Initial == other.Initial && Factor == other.Factor && _milestones.AsSpan().SequenceEqual(other._milestones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Initial, Factor, _milestones.Length);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
