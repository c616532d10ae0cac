using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Adam with Nesterov's momentum: torch.optim.NAdam to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// μₜ = β₁(1 − ½·0.96^(tψ)),  Πₜ = μ₁⋯μₜ
/// m ← β₁m + (1 − β₁)g
/// v ← β₂v + (1 − β₂)g²
/// x ← x − η [(1 − μₜ)/(1 − Πₜ) g + μₜ₊₁/(1 − Πₜμₜ₊₁) m] / (√v̂ + ε),  v̂ = v/(1 − β₂ᵗ), t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "v", 2n doubles, and the number "product", Πₜ.</para>
/// <para>Paper: <see href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat 2016</see>.</para>
/// </remarks>
/// <example><code>var rule = new NAdam { LearningRate = 0.01 };</code></example>
public sealed record NAdam : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.002 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.002;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, as in PyTorch.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, as in PyTorch.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The momentum decay ψ.</summary>
    /// <value>Finite and at least 0; 0.004 by default, as in PyTorch.</value>
    public double MomentumDecay { get; init => field = Require.NonNegative(value); } = 4e-3;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <summary>Whether the decay shrinks the point by the share ηλ and is not added to the gradient.</summary>
    /// <value>False by default, as in PyTorch.</value>
    public bool DecoupledWeightDecay { get; init; }

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        var state = new OptimizerState(dimension, ["m", "v"], ["product"]);
        state.Scalar("product") = 1;
        return state;
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"];
        ref double product = ref state.Scalar("product");
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        long t = ++state.StepCount;
        double μ = MomentumAt(t), next = MomentumAt(t + 1);
        product *= μ;
        double ofGradient = η * (1 - μ) / (1 - product), ofMean = η * next / (1 - (product * next)), correction = BiasCorrection.Of(Beta2, t);
        (double kept, double added) = DecoupledWeightDecay ? (1 - (η * λ), 0.0) : (1.0, λ);
        UpdateKernel.Run(new Update(ofGradient, ofMean, Beta1, Beta2, Epsilon, kept, added, correction), point, gradient, m, v);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private double MomentumAt(long t) => Beta1 * (1 - (0.5 * Math.Pow(0.96, t * MomentumDecay)));

    private readonly struct Update(double ofGradient, double ofMean, double β1, double β2, double ε, double kept, double added, double correction) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            g = UpdateKernel.Decayed(g, added, x);
            m += (1 - β1) * (g - m);
            v = (β2 * v) + ((1 - β2) * g * g);
            Vector<double> root = Vector.SquareRoot(v / new Vector<double>(correction)) + new Vector<double>(ε);
            x = (kept * x) - (ofGradient * g / root) - (ofMean * m / root);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
