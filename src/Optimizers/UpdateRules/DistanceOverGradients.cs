using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>DoG: SGD whose rate is the distance covered over the gradients seen, with nothing to tune.</summary>
/// <remarks>
/// <code>
/// η = r̄/√(G + 1e-8),  r̄ = max(ε(1 + ‖x₀‖), max ‖xᵢ − x₀‖),  G = Σ‖gᵢ‖²
/// x ← x − c ηg
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "start", n doubles, and the numbers "distance" and "gradients".</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2302.12022">Ivgi, Hinder and Carmon 2023</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new DistanceOverGradients().Minimize(function, start);</code></example>
public sealed record DistanceOverGradients : IUpdateRule
{
    /// <summary>The factor c on the rate, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1;

    /// <summary>The first movement ε, relative to 1 + ‖x₀‖.</summary>
    /// <value>Finite and above 0; 1e-6 by default, from the paper.</value>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-6;

    /// <summary>The weight decay λ, coupled: λx is added to the gradient. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, ["start"], ["distance", "gradients"]);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> start = state["start"];
        ref double distance = ref state.Scalar("distance"), gradients = ref state.Scalar("gradients");
        double c = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount);
        if (state.StepCount++ == 0)
        {
            point.CopyTo(start);
            distance = Epsilon * (1 + TensorPrimitives.Norm<double>(start));
        }

        distance = Math.Max(distance, Math.Sqrt(VectorWork.Do<SquaredDistance>(0, point, start, [])));
        gradients += DecayedSumOfSquares(point, gradient, λ);
        UpdateKernel.Run(new Update(c * distance / Math.Sqrt(gradients + 1e-8), λ), point, gradient);
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state)
        => Require.NotNull(state).StepCount == 0 ? null : state.RateOf(LearningRate) * state.Scalar("distance") / Math.Sqrt(state.Scalar("gradients") + 1e-8);

    private static double DecayedSumOfSquares(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double λ)
        => λ == 0 ? Blas.Dot(gradient, gradient) : Blas.Dot(gradient, gradient) + (2 * λ * Blas.Dot(point, gradient)) + (λ * λ * Blas.Dot(point, point));

    private readonly struct SquaredDistance : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
        {
            double distance = x.IsEmpty ? 0 : TensorPrimitives.Distance(x, z);
            return distance * distance;
        }
    }

    private readonly struct Update(double η, double λ) : IUpdate0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g) => x -= η * (g + (λ * x));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
