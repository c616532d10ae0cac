namespace Optimizers;

/// <summary>Up to a high value, then down to a very low one: torch's OneCycleLR.</summary>
/// <remarks>
/// <code>h/d → h in the first p of the steps, then h → h/(d f)</code>
/// <para>Along half waves of the cosine, or straight; in three phases: up, down to the start, down to the end. Past its last step the value stays.
/// Paper: <see href="https://arxiv.org/abs/1708.07120">Smith and Topin 2018</see>.</para>
/// </remarks>
/// <param name="Highest">h, finite and above 0.</param>
/// <param name="Steps">The steps of the whole cycle, at least 2.</param>
public sealed record OneCycle(double Highest, long Steps) : Schedule
{
    /// <summary>h, finite and above 0.</summary>
    public double Highest { get; init => field = Require.Positive(value); } = Require.Positive(Highest, nameof(Highest));

    /// <summary>The steps of the whole cycle, at least 2.</summary>
    public long Steps { get; init => field = Require.AtLeast(2, value); } = Require.AtLeast(2, Steps, nameof(Steps));

    /// <summary>p, the share of the steps that go up.</summary>
    /// <value>Between 0 and 1; 0.3 by default, as in PyTorch.</value>
    public double RiseShare { get; init => field = Require.Fraction(value); } = 0.3;

    /// <summary>d, the highest value over that at step 0.</summary>
    /// <value>Finite and above 0; 25 by default, as in PyTorch.</value>
    public double StartDivisor { get; init => field = Require.Positive(value); } = 25;

    /// <summary>f, the value at step 0 over that at the end.</summary>
    /// <value>Finite and above 0; 10 000 by default, as in PyTorch.</value>
    public double EndDivisor { get; init => field = Require.Positive(value); } = 1e4;

    /// <summary>Whether the phases are straight lines and not half waves of the cosine.</summary>
    /// <value>False by default, as in PyTorch.</value>
    public bool IsLinear { get; init; }

    /// <summary>Whether the way down is in two phases, the first as long as the way up.</summary>
    /// <value>False by default, as in PyTorch.</value>
    public bool HasThreePhases { get; init; }

    /// <inheritdoc/>
    public override double At(long step) => At(step, Highest / StartDivisor, Highest, Highest / StartDivisor / EndDivisor);

    /// <summary>The momentum that goes with the cycle, down while the rate goes up: what torch's OneCycleLR does to it.</summary>
    /// <param name="lowest">The momentum at the highest rate; 0.85 by default, as in PyTorch.</param>
    /// <param name="highest">The momentum at the start and the end; 0.95 by default, as in PyTorch.</param>
    public Schedule Momentum(double lowest = 0.85, double highest = 0.95)
        => new Twin(this, Require.BelowOne(lowest, nameof(lowest)), Require.BelowOne(highest, nameof(highest)));

    private double At(long step, double start, double top, double end)
    {
        double last = Steps - 1, rise = (RiseShare * Steps) - 1, fall = HasThreePhases ? (2 * RiseShare * Steps) - 2 : last;
        return step <= rise && rise > 0 ? Between(start, top, step / rise)
            : step <= fall ? Between(top, HasThreePhases ? start : end, (step - rise) / (fall - rise))
            : Between(HasThreePhases ? start : end, end, Math.Min(1, (step - fall) / (last - fall)));
    }

    private double Between(double from, double to, double share)
        => IsLinear ? from + ((to - from) * share) : to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));

    private sealed record Twin(OneCycle Cycle, double Lowest, double Highest) : Schedule
    {
        public override double At(long step) => Cycle.At(step, Highest, Lowest, Highest);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
