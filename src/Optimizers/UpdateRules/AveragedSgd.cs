using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Averaged SGD: gradient descent with a shrinking rate that keeps the mean of its points: torch.optim.ASGD to the digit.</summary>
/// <remarks>
/// <code>
/// g ← ∇f(x) + wx
/// ηₜ = η/(1 + ληt)^α,  μₜ = 1/max(1, t − 1 − T₀)
/// x ← (1 − ληₜ₋₁)x − ηₜ₋₁g
/// a ← a + μₜ(x − a),  t = 1, 2, …
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "average", n doubles. The average is the result's
/// <see cref="OptimizationResult.AveragedPoint"/>; with PyTorch's T₀ it is the point itself for the first million steps.</para>
/// <para>Paper: <see href="https://doi.org/10.1137/0330046">Polyak and Juditsky 1992</see>.</para>
/// </remarks>
/// <example><code>var rule = new AveragedSgd { LearningRate = 0.01 };</code></example>
public sealed record AveragedSgd : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, as in PyTorch.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <summary>The decay λ of point and rate.</summary>
    /// <value>Finite and at least 0; 1e-4 by default, as in PyTorch.</value>
    public double Lambda { get; init => field = Require.NonNegative(value); } = 1e-4;

    /// <summary>The power α by which the rate shrinks.</summary>
    /// <value>Finite and at least 0; 0.75 by default, as in PyTorch.</value>
    public double Alpha { get; init => field = Require.NonNegative(value); } = 0.75;

    /// <summary>The step T₀ after which the average starts.</summary>
    /// <value>Finite and at least 0; 1 000 000 by default, as in PyTorch.</value>
    public double T0 { get; init => field = Require.NonNegative(value); } = 1e6;

    /// <summary>The weight decay w, coupled: wx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, "average");

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> average = state["average"];
        double η = LearningRateAt(state)!.Value, w = WeightDecay.At(state.StepCount), μ = 1 / Math.Max(1, state.StepCount - T0);
        UpdateKernel.Run(new Update(η, 1 - (Lambda * η), w, μ), point, gradient, average);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state)
    {
        double η = Require.NotNull(state).RateOf(LearningRate);
        return η / Math.Pow(1 + (Lambda * η * state.StepCount), Alpha);
    }

    /// <inheritdoc/>
    public bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        Require.NotNull(state)["average"].CopyTo(average);
        return state.StepCount > 0;
    }

    private readonly struct Update(double η, double kept, double w, double μ) : IUpdate1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> a)
        {
            g = UpdateKernel.Decayed(g, w, x);
            x = (kept * x) - (η * g);
            a += μ * (x - a);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
