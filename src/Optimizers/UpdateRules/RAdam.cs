using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Rectified Adam, which steps by the mean gradient until its second moment can be trusted: torch.optim.RAdam to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// m ← β₁m + (1 − β₁)g
/// v ← β₂v + (1 − β₂)g²
/// ρₜ = ρ − 2tβ₂ᵗ/(1 − β₂ᵗ),  ρ = 2/(1 − β₂) − 1
/// x ← x − η m̂ rₜ √(1 − β₂ᵗ)/(√v + ε) where ρₜ > 5, else x ← x − η m̂
/// m̂ = m/(1 − β₁ᵗ),  rₜ = √[(ρₜ − 4)(ρₜ − 2)ρ / ((ρ − 4)(ρ − 2)ρₜ)],  t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "v", 2n doubles. As in PyTorch ε is added before the bias
/// correction of v and the threshold is 5; the paper has no ε and 4.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1908.03265">Liu et al. 2020, Algorithm 2</see>.</para>
/// </remarks>
/// <example><code>var rule = new RAdam { LearningRate = 0.01 };</code></example>
public sealed record RAdam : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.001 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.001;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, as in PyTorch.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, as in PyTorch.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <summary>Whether the decay shrinks the point by the share ηλ and is not added to the gradient.</summary>
    /// <value>False by default, as in PyTorch.</value>
    public bool DecoupledWeightDecay { get; init; }

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m", "v");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        long t = ++state.StepCount;
        double power = Math.Pow(Beta2, t), ρ = (2 / (1 - Beta2)) - 1, ρt = ρ - (2 * t * power / (1 - power)), rate = η / BiasCorrection.Of(Beta1, t);
        double rectified = rate * Math.Sqrt((ρt - 4) * (ρt - 2) * ρ / ((ρ - 4) * (ρ - 2) * ρt) * (1 - power));
        (double ofRatio, double ofMean) = ρt > 5 ? (rectified, 0.0) : (0.0, rate);
        (double kept, double added) = DecoupledWeightDecay ? (1 - (η * λ), 0.0) : (1.0, λ);
        UpdateKernel.Run(new Update(ofRatio, ofMean, Beta1, Beta2, Epsilon, kept, added), point, gradient, m, v);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double ofRatio, double ofMean, double β1, double β2, double ε, double kept, double added) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            g = UpdateKernel.Decayed(g, added, x);
            m = (β1 * m) + ((1 - β1) * g);
            v = (β2 * v) + ((1 - β2) * g * g);
            x = (kept * x) - (ofRatio == 0 ? ofMean * m : ofRatio * m / (Vector.SquareRoot(v) + new Vector<double>(ε)));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
