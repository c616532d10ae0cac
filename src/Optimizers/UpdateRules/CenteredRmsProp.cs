using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>RMSProp scaled by the variance of the gradient: torch.optim.RMSprop with centered=True to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// v ← αv + (1 − α)g²
/// a ← αa + (1 − α)g
/// d = √(v − a²) + ε
/// b ← μb + g/d
/// x ← x − ηb
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "v", "a" and, where μ is not 0, "momentum"; 2n or 3n doubles, all 0 at first.
/// ε is outside the root, as in PyTorch; optax has it inside. A variance that rounding makes negative counts as 0; in PyTorch it gives NaN.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1308.0850">Graves 2013, equations 38–45</see>.</para>
/// </remarks>
/// <example><code>var rule = new CenteredRmsProp { LearningRate = 0.01 };</code></example>
public sealed record CenteredRmsProp : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <summary>The weight α of the past in the means of the squared gradient and of the gradient.</summary>
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
    public OptimizerState CreateState(int dimension) => HasMomentum ? new(dimension, "v", "a", "momentum") : new(dimension, "v", "a");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> v = state["v"], a = state["a"];
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        if (HasMomentum)
        {
            UpdateKernel.Run(new MomentumUpdate(η, Alpha, Epsilon, λ, Momentum.At(state.StepCount)), point, gradient, v, a, state["momentum"]);
        }
        else
        {
            UpdateKernel.Run(new Update(η, Alpha, Epsilon, λ), point, gradient, v, a);
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private bool HasMomentum => Momentum is not Schedule.Constant { Value: 0 };

    private readonly struct Update(double η, double α, double ε, double λ) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> v, ref Vector<double> a)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            v = (α * v) + ((1 - α) * g * g);
            a = (α * a) + ((1 - α) * g);
            x -= η * g / (Vector.SquareRoot(Vector.Max(v - (a * a), Vector<double>.Zero)) + new Vector<double>(ε));
        }
    }

    private readonly struct MomentumUpdate(double η, double α, double ε, double λ, double μ) : IUpdate3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> v, ref Vector<double> a, ref Vector<double> b)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            v = (α * v) + ((1 - α) * g * g);
            a = (α * a) + ((1 - α) * g);
            b = (μ * b) + (g / (Vector.SquareRoot(Vector.Max(v - (a * a), Vector<double>.Zero)) + new Vector<double>(ε)));
            x -= η * b;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
