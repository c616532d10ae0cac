namespace Optimizers;

/// <summary>Adds normal noise to the gradient, which helps out of flat places and poor minima.</summary>
/// <remarks>
/// <code>g ← g + σN(0, 1)</code>
/// <para>The noise is a function of the seed and the step, so that a run resumes with the same bits. State: none but the step count.
/// Paper: <see href="https://arxiv.org/abs/1511.06807">Neelakantan et al. 2015</see>, with σ² = η/(1 + t)^0.55.</para>
/// </remarks>
/// <param name="StandardDeviation">σ, a number or a schedule, finite and at least 0.</param>
/// <example><code>var rule = new GradientNoise(0.1) { Seed = 1 }.Then(new Adam());</code></example>
public sealed record GradientNoise(Schedule StandardDeviation) : IGradientTransform
{
    /// <summary>σ, a number or a schedule, finite and at least 0.</summary>
    public Schedule StandardDeviation { get; init => field = RequireSchedule.NonNegative(value); } = RequireSchedule.NonNegative(
        StandardDeviation, nameof(StandardDeviation));

    /// <summary>The seed.</summary>
    /// <value>0 by default.</value>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        double σ = StandardDeviation.At(state.StepCount);
        var random = new RandomStream(Seed, state.StepCount);
        foreach (ref double partial in gradient)
        {
            partial += σ * random.NextNormal();
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
