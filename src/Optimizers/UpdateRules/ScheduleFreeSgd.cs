using System.Numerics;

namespace Optimizers;

/// <summary>Schedule-free SGD: no schedule, no last step to know; the average of the points is the answer.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(y) + λy
/// z ← z − ηg
/// x ← (1 − c)x + cz,  c = η²/Σηᵢ²
/// y ← (1 − β)z + βx
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch, at y, which is the point of the run. State: "z" and "x", 2n doubles, and the number
/// "weights", Σηᵢ². x is the result's <see cref="OptimizationResult.AveragedPoint"/>.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2405.15682">Defazio et al. 2024</see>.</para>
/// </remarks>
/// <example><code>var rule = new ScheduleFreeSgd { LearningRate = 0.01 };</code></example>
public sealed record ScheduleFreeSgd : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1 by default, as in the authors' code.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1;

    /// <summary>The share β of the average in the point at which the gradient is taken.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, ["z", "x"], ["weights"]);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> z = state["z"], x = state["x"];
        ref double weights = ref state.Scalar("weights");
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        if (state.StepCount++ == 0)
        {
            point.CopyTo(z);
            point.CopyTo(x);
        }

        weights += η * η;
        UpdateKernel.Run(new Update(η, λ, Beta, weights == 0 ? 0 : η * η / weights), point, gradient, z, x);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    /// <inheritdoc/>
    public bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        Require.NotNull(state)["x"].CopyTo(average);
        return state.StepCount > 0;
    }

    private readonly struct Update(double η, double λ, double β, double c) : IUpdate2
    {
        public void Apply(ref Vector<double> y, Vector<double> g, ref Vector<double> z, ref Vector<double> x)
        {
            z -= η * (g + (λ * y));
            x = ((1 - c) * x) + (c * z);
            y = ((1 - β) * z) + (β * x);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
