using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Stochastic gradient descent with momentum, Nesterov's variant and weight decay: torch.optim.SGD to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + λx
/// b ← g at the first step, μb + (1 − τ)g at every later one
/// x ← x − η b,  with Nesterov  x ← x − η (g + μb)
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "momentum", n doubles, where μ &gt; 0; else nothing.
/// The rate is outside the buffer, as in PyTorch. Unlike PyTorch, μ ≥ 1 is refused.</para>
/// <para>Papers: <see href="https://doi.org/10.1214/aoms/1177729586">Robbins and Monro 1951</see>,
/// <see href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak 1964</see>,
/// <see href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. 2013</see> (Nesterov).</para>
/// </remarks>
/// <example><code>var rule = new StochasticGradientDescent { LearningRate = 0.01, Momentum = 0.9 };</code></example>
public sealed record StochasticGradientDescent : IUpdateRule
{
    private const string Buffer = "momentum";

    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.001 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.001;

    /// <summary>The momentum μ, a number or a schedule.</summary>
    /// <value>At least 0 and below 1; 0 by default, 0.9 is usual.</value>
    public Schedule Momentum { get; init => field = RequireSchedule.BelowOne(value); } = 0;

    /// <summary>The dampening τ of the gradient that enters the buffer.</summary>
    /// <value>Between 0 and 1; 0 by default.</value>
    public double Dampening { get; init => field = Require.Fraction(value); }

    /// <summary>Whether to look ahead along the buffer; needs momentum above 0 and no dampening.</summary>
    /// <value>False by default.</value>
    public bool Nesterov { get; init; }

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    private bool HasMomentum => Momentum is not Schedule.Constant { Value: 0 };

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        if (Nesterov && !(HasMomentum && Dampening == 0))
        {
            throw new ArgumentException(Invariant($"Nesterov needs Momentum above 0 and Dampening 0; they are {Momentum} and {Dampening}."), nameof(Nesterov));
        }

        return HasMomentum ? new(dimension, Buffer) : new(dimension);
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount), μ = Momentum.At(state.StepCount);
        if (HasMomentum)
        {
            (double kept, double added) = state.StepCount == 0 ? (0, 1) : (μ, 1 - Dampening);
            (double fromGradient, double fromBuffer) = Nesterov ? (1, μ) : (0, 1);
            UpdateKernel.Run(new MomentumUpdate(η, λ, kept, added, fromGradient, fromBuffer), point, gradient, state[Buffer]);
        }
        else
        {
            UpdateKernel.Run(new PlainUpdate(η, λ), point, gradient);
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct PlainUpdate(double η, double λ) : IUpdate0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g) => x -= η * UpdateKernel.Decayed(g, λ, x);
    }

    private readonly struct MomentumUpdate(double η, double λ, double kept, double added, double fromGradient, double fromBuffer) : IUpdate1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> b)
        {
            g = UpdateKernel.Decayed(g, λ, x);
            b = (kept * b) + (added * g);
            x -= η * ((fromGradient * g) + (fromBuffer * b));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
