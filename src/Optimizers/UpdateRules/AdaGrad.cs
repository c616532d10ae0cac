using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>AdaGrad: each coordinate's rate shrinks with the squares of its gradients: torch.optim.Adagrad to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// s ← s + g²
/// x ← x − η/(1 + tκ) g / (√s + ε),  t = 0, 1, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "s", n doubles.</para>
/// <para>Paper: <see href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer 2011</see>.</para>
/// </remarks>
/// <example><code>var rule = new AdaGrad { LearningRate = 0.01 };</code></example>
public sealed record AdaGrad : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <summary>The decay κ of the learning rate.</summary>
    /// <value>Finite and at least 0; 0 by default, as in PyTorch.</value>
    public double LearningRateDecay { get; init => field = Require.NonNegative(value); }

    /// <summary>The value of s before the first step.</summary>
    /// <value>Finite and at least 0; 0 by default, as in PyTorch.</value>
    public double InitialAccumulator { get; init => field = Require.NonNegative(value); }

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-10 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-10;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        var state = new OptimizerState(dimension, "s");
        state["s"].Fill(InitialAccumulator);
        return state;
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> s = state["s"];
        double η = LearningRateAt(state)!.Value, λ = WeightDecay.At(state.StepCount);
        UpdateKernel.Run(new Update(η, Epsilon, λ), point, gradient, s);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate) / (1 + (state.StepCount * LearningRateDecay));

    private readonly struct Update(double η, double ε, double λ) : IUpdate1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> s)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            s += g * g;
            x -= η * g / (Vector.SquareRoot(s) + new Vector<double>(ε));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
