using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Adam with decoupled weight decay: torch.optim.AdamW to the digit.</summary>
/// <remarks>
/// <code>
/// x ← (1 − ηλ)x
/// m ← β₁m + (1 − β₁)g
/// v ← β₂v + (1 − β₂)g²
/// x ← x − η m̂ / (√v̂ + ε),  m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "v", 2n doubles, both 0 at first. As in PyTorch
/// the learning rate multiplies the decay; in the paper only its schedule does.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019, Algorithm 2</see>.</para>
/// </remarks>
/// <example><code>var rule = new AdamW { LearningRate = 0.01 };</code></example>
public sealed record AdamW : IUpdateRule
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

    /// <summary>The weight decay λ, decoupled: each step shrinks the point by the share ηλ. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0.01 by default, as in PyTorch.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0.01;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m", "v");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"];
        double η = state.RateOf(LearningRate), kept = 1 - (η * WeightDecay.At(state.StepCount));
        long t = ++state.StepCount;
        UpdateKernel.Run(
            new Update(η / BiasCorrection.Of(Beta1, t), Beta1, Beta2, Epsilon, kept, Math.Sqrt(BiasCorrection.Of(Beta2, t))), point, gradient, m, v);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double rate, double β1, double β2, double ε, double kept, double root) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            m = (β1 * m) + ((1 - β1) * g);
            v = (β2 * v) + ((1 - β2) * g * g);
            x = (kept * x) - (rate * m / ((Vector.SquareRoot(v) / new Vector<double>(root)) + new Vector<double>(ε)));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
