using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Adam: steps scaled by running means of the gradient and of its square: torch.optim.Adam to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// m ← β₁m + (1 − β₁)g
/// v ← β₂v + (1 − β₂)g²
/// x ← x − η m̂ / (√v̂ + ε),  m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m" and "v", 2n doubles, both 0 at first. ε is
/// added outside the root and after the bias correction, as in the paper's Algorithm 1 and in PyTorch.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, Algorithm 1</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Adam { LearningRate = 0.05 }.Minimize(function, start);</code></example>
public sealed record Adam : IUpdateRule
{
    /// <summary>The learning rate η: about how far a coordinate moves in one step, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.001 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.001;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, from the paper.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "m", "v");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        long t = ++state.StepCount;
        UpdateKernel.Run(new Update(η / BiasCorrection.Of(Beta1, t), Beta1, Beta2, Epsilon, λ, Math.Sqrt(BiasCorrection.Of(Beta2, t))), point, gradient, m, v);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double rate, double β1, double β2, double ε, double λ, double root) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            m = (β1 * m) + ((1 - β1) * g);
            v = (β2 * v) + ((1 - β2) * g * g);
            x -= rate * m / ((Vector.SquareRoot(v) / new Vector<double>(root)) + new Vector<double>(ε));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
