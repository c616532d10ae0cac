using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Yogi: Adam whose second moment changes by no more than the squared gradient.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// m ← β₁m + (1 − β₁)g
/// v ← v − (1 − β₂) sign(v − g²) g²
/// x ← x − η m / (√v + ε)
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m", 0 at first, and "v", 2n doubles. As in the paper nothing is corrected for
/// bias; optax corrects.</para>
/// <para>Paper: <see href="https://papers.nips.cc/paper/8186-adaptive-methods-for-nonconvex-optimization">Zaheer et al. 2018, Algorithm 2</see>.</para>
/// </remarks>
/// <example><code>var rule = new Yogi { LearningRate = 0.01 };</code></example>
public sealed record Yogi : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-3 by default, from the paper.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-3;

    /// <summary>The value of v before the first step.</summary>
    /// <value>Finite and at least 0; 1e-6 by default, from the paper.</value>
    public double InitialAccumulator { get; init => field = Require.NonNegative(value); } = 1e-6;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        var state = new OptimizerState(dimension, "m", "v");
        state["v"].Fill(InitialAccumulator);
        return state;
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        UpdateKernel.Run(new Update(η, Beta1, Beta2, Epsilon, λ), point, gradient, m, v);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double η, double β1, double β2, double ε, double λ) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            m = (β1 * m) + ((1 - β1) * g);
            v -= (1 - β2) * Sign.Of(v - (g * g)) * g * g;
            x -= η * m / (Vector.SquareRoot(v) + new Vector<double>(ε));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
