using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>AdaBelief: Adam scaled by how far the gradient is from its mean, not from 0.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// m ← β₁m + (1 − β₁)g
/// s ← β₂s + (1 − β₂)(g − m)² + ε
/// x ← x − η m̂ / (√ŝ + ε),  m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ), t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "s", 2n doubles, both 0 at first.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2010.07468">Zhuang et al. 2020, Algorithm 2</see>.</para>
/// </remarks>
/// <example><code>var rule = new AdaBelief { LearningRate = 0.01 };</code></example>
public sealed record AdaBelief : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.001 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.001;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared deviation.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0 and is added to s in every step.</summary>
    /// <value>Finite and at least 0; 1e-16 by default, as in the authors' code.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-16;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m", "s");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], s = state["s"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        long t = ++state.StepCount;
        UpdateKernel.Run(new Update(η / BiasCorrection.Of(Beta1, t), Beta1, Beta2, Epsilon, λ, BiasCorrection.Of(Beta2, t)), point, gradient, m, s);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double rate, double β1, double β2, double ε, double λ, double correction) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> s)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            m = (β1 * m) + ((1 - β1) * g);
            s = (β2 * s) + ((1 - β2) * (g - m) * (g - m)) + new Vector<double>(ε);
            x -= rate * m / (Vector.SquareRoot(s / new Vector<double>(correction)) + new Vector<double>(ε));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
