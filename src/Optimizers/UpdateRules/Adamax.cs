using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Adam with the largest gradient in place of the second moment: torch.optim.Adamax to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// m ← β₁m + (1 − β₁)g
/// u ← max(β₂u, |g| + ε)
/// x ← x − η m̂ / u,  m̂ = m/(1 − β₁ᵗ), t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "u", 2n doubles, both 0 at first. As in PyTorch ε is inside the
/// maximum; the paper has none.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, Algorithm 2</see>.</para>
/// </remarks>
/// <example><code>var rule = new Adamax { LearningRate = 0.01 };</code></example>
public sealed record Adamax : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.002 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.002;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, as in PyTorch.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the largest gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, as in PyTorch.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m", "u");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], u = state["u"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        long t = ++state.StepCount;
        UpdateKernel.Run(new Update(η / BiasCorrection.Of(Beta1, t), Beta1, Beta2, Epsilon, λ), point, gradient, m, u);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double rate, double β1, double β2, double ε, double λ) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> u)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            m = (β1 * m) + ((1 - β1) * g);
            u = Vector.Max(β2 * u, Vector.Abs(g) + new Vector<double>(ε));
            x -= rate * m / u;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
