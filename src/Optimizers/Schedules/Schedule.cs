using System.Globalization;

namespace Optimizers;

/// <summary>A setting that changes with the step, such as a learning rate; a number is a schedule that does not.</summary>
/// <remarks>
/// A schedule is a pure function of the step and an immutable value, so that a run resumes from its step counter and the
/// schedule can be drawn before anything runs. The schedules of torch.optim.lr_scheduler are here as closed forms: PyTorch multiplies
/// the last rate by a ratio in each step, which drifts by rounding; the closed form does not.
/// </remarks>
/// <example><code>var rule = new Adam { LearningRate = new CosineAnnealing(0.01, 1000).AfterWarmUp(50) };</code></example>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The value in force at a step.</summary>
    /// <param name="step">The number of steps taken before, 0 for the first step.</param>
    public abstract double At(long step);

    /// <summary>A value that does not change.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Schedule(double value) => FromDouble(value);

    /// <summary>A value that does not change.</summary>
    /// <param name="value">The value.</param>
    public static Schedule FromDouble(double value) => new Constant(value);

    /// <summary>This schedule until a step, another one from it on, which starts there with its own step 0: torch's SequentialLR.</summary>
    /// <param name="step">The first step of the other schedule, at least 1.</param>
    /// <param name="next">The other schedule.</param>
    public Schedule Until(long step, Schedule next) => new Sequence(this, step, next);

    /// <summary>This schedule after a linear rise from a share of its first value.</summary>
    /// <param name="steps">The length of the rise, at least 1.</param>
    /// <param name="startFactor">The share of the first value at step 0, between 0 and 1; 0.1 by default.</param>
    /// <returns>A schedule whose step <paramref name="steps"/> is this one's step 0.</returns>
    public Schedule AfterWarmUp(long steps, double startFactor = 0.1)
        => new LinearRamp(At(0), steps) { StartFactor = Require.Fraction(startFactor, nameof(startFactor)) }.Until(steps, this);

    /// <summary>A value that does not change.</summary>
    internal sealed record Constant(double Value) : Schedule
    {
        public override double At(long step) => Value;

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }
}
