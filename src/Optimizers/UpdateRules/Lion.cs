using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Lion: steps by the sign of an interpolated momentum.</summary>
/// <remarks>
/// <code>
/// c = β₁m + (1 − β₁)g
/// x ← x − η (sign(c) + λx)
/// m ← β₂m + (1 − β₂)g
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m", n doubles, 0 at first. A coordinate without any gradient does not move.
/// Its rate wants to be 3–10 times smaller than Adam's, its decay as much larger.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2302.06675">Chen et al. 2023, Program 1</see>.</para>
/// </remarks>
/// <example><code>var rule = new Lion { LearningRate = 0.01 };</code></example>
public sealed record Lion : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1e-4 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1e-4;

    /// <summary>The weight β₁ of the past in the direction of the step.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the momentum that is kept.</summary>
    /// <value>At least 0 and below 1; 0.99 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.99;

    /// <summary>The weight decay λ, decoupled: each step shrinks the point by the share ηλ. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default, as in the authors' code.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        UpdateKernel.Run(new Update(η, Beta1, Beta2, λ), point, gradient, m);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double η, double β1, double β2, double λ) : IUpdate1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m)
        {
            x -= η * (Sign.Of((β1 * m) + ((1 - β1) * g)) + (λ * x));
            m = (β2 * m) + ((1 - β2) * g);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
