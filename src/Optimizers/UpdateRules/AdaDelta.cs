using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>AdaDelta: steps scaled by the ratio of past steps to past gradients: torch.optim.Adadelta to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// v ← ρv + (1 − ρ)g²
/// Δ = √(u + ε)/√(v + ε) g
/// u ← ρu + (1 − ρ)Δ²
/// x ← x − ηΔ
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "v" and "u", 2n doubles, both 0 at first. The paper has no rate;
/// with η = 1 it is the paper's.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1212.5701">Zeiler 2012</see>.</para>
/// </remarks>
/// <example><code>var rule = new AdaDelta { LearningRate = 0.01 };</code></example>
public sealed record AdaDelta : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1;

    /// <summary>The weight ρ of the past in both means.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, as in PyTorch.</value>
    public double Rho { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The term ε that stands inside both roots.</summary>
    /// <value>Finite and at least 0; 1e-6 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-6;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "v", "u");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> v = state["v"], u = state["u"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        UpdateKernel.Run(new Update(η, Rho, Epsilon, λ), point, gradient, v, u);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double η, double ρ, double ε, double λ) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> v, ref Vector<double> u)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            v = (ρ * v) + ((1 - ρ) * g * g);
            Vector<double> Δ = Vector.SquareRoot(u + new Vector<double>(ε)) / Vector.SquareRoot(v + new Vector<double>(ε)) * g;
            u = (ρ * u) + ((1 - ρ) * Δ * Δ);
            x -= η * Δ;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
