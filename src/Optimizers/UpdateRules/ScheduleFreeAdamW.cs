using System.Numerics;

namespace Optimizers;

/// <summary>Schedule-free AdamW: no schedule, no last step to know; the average of the points is the answer.</summary>
/// <remarks>
/// <code>
/// v ← β₂v + (1 − β₂)g²,  v̂ = v/(1 − β₂ᵗ), t = 1, 2, …
/// z ← z − η(g/(√v̂ + ε) + λy)
/// x ← (1 − c)x + cz,  c = η²/Σηᵢ²
/// y ← (1 − β₁)z + β₁x
/// </code>
/// <para>Requires the gradient g, of the whole function or of a mini-batch, at y, which is the point of the run. State: "v", "z" and "x", 3n doubles, and the
/// number "weights", Σηᵢ². x is the result's <see cref="OptimizationResult.AveragedPoint"/>.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2405.15682">Defazio et al. 2024, Algorithm 1</see>.</para>
/// </remarks>
/// <example><code>var rule = new ScheduleFreeAdamW { LearningRate = 0.01 };</code></example>
public sealed record ScheduleFreeAdamW : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.0025 by default, as in the authors' code.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.0025;

    /// <summary>The share β₁ of the average in the point at which the gradient is taken.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, from the paper.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The weight decay λ, decoupled: each step shrinks the point by the share ηλ. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default, as in the authors' code.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, ["v", "z", "x"], ["weights"]);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> v = state["v"], z = state["z"], x = state["x"];
        ref double weights = ref state.Scalar("weights");
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        if (state.StepCount++ == 0)
        {
            point.CopyTo(z);
            point.CopyTo(x);
        }

        weights += η * η;
        double correction = BiasCorrection.Of(Beta2, state.StepCount);
        UpdateKernel.Run(new Update(η, λ, Beta1, Beta2, Epsilon, correction, weights == 0 ? 0 : η * η / weights), point, gradient, v, z, x);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    /// <inheritdoc/>
    public bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        Require.NotNull(state)["x"].CopyTo(average);
        return state.StepCount > 0;
    }

    private readonly struct Update(double η, double λ, double β1, double β2, double ε, double correction, double c) : IUpdate3
    {
        public void Apply(ref Vector<double> y, Vector<double> g, ref Vector<double> v, ref Vector<double> z, ref Vector<double> x)
        {
            v = (β2 * v) + ((1 - β2) * g * g);
            z -= η * ((g / (Vector.SquareRoot(v / new Vector<double>(correction)) + new Vector<double>(ε))) + (λ * y));
            x = ((1 - c) * x) + (c * z);
            y = ((1 - β1) * z) + (β1 * x);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
