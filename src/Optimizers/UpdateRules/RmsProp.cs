using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>RMSProp: steps scaled by a running mean of the squared gradient: torch.optim.RMSprop to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// v ← αv + (1 − α)g²
/// d = √v + ε
/// b ← μb + g/d
/// x ← x − ηb
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "v" and, where μ is not 0, "momentum"; n or 2n doubles, all 0 at first.
/// ε is outside the root, as in PyTorch; optax has it inside.</para>
/// <para>Source: <see href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Tieleman and Hinton 2012, lecture 6</see>.</para>
/// </remarks>
/// <example><code>var rule = new RmsProp { LearningRate = 0.01 };</code></example>
public sealed record RmsProp : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <summary>The weight α of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.99 by default, as in PyTorch.</value>
    public double Alpha { get; init => field = Require.BelowOne(value); } = 0.99;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, as in PyTorch.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The momentum μ, a number or a schedule.</summary>
    /// <value>At least 0 and below 1; 0 by default, as in PyTorch.</value>
    public Schedule Momentum { get; init => field = RequireSchedule.BelowOne(value); } = 0;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => HasMomentum ? new(dimension, "v", "momentum") : new(dimension, "v");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> v = state["v"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        if (HasMomentum)
        {
            UpdateKernel.Run(new MomentumUpdate(η, Alpha, Epsilon, λ, Momentum.At(state.StepCount)), point, gradient, v, state["momentum"]);
        }
        else
        {
            UpdateKernel.Run(new Update(η, Alpha, Epsilon, λ), point, gradient, v);
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private bool HasMomentum => Momentum is not Schedule.Constant { Value: 0 };

    private readonly struct Update(double η, double α, double ε, double λ) : IUpdate1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> v)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            v = (α * v) + ((1 - α) * g * g);
            x -= η * g / (Vector.SquareRoot(v) + new Vector<double>(ε));
        }
    }

    private readonly struct MomentumUpdate(double η, double α, double ε, double λ, double μ) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> v, ref Vector<double> b)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            v = (α * v) + ((1 - α) * g * g);
            b = (μ * b) + (g / (Vector.SquareRoot(v) + new Vector<double>(ε)));
            x -= η * b;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
