using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Prodigy: Adam that finds its own rate from a growing lower bound d on the distance to the solution.</summary>
/// <remarks>
/// <code>
/// r ← √β₂ r + (1 − √β₂) ηd²⟨g, x₀ − x⟩,  s ← √β₂ s + (1 − √β₂) ηd²g
/// m ← β₁m + (1 − β₁)dg,  v ← β₂v + (1 − β₂)d²g²
/// x ← (1 − ηdλ)x − ηd m/(√v + dε)
/// d ← max(d, r/‖s‖₁)
/// </code>
/// <para>Requires the gradient, of the whole function or of a mini-batch. State: "m", "v", "s" and "start", 4n doubles, and the numbers "d" and "r".</para>
/// <para>Paper: <see href="https://arxiv.org/abs/2306.06101">Mishchenko and Defazio 2024, Algorithm 4</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Prodigy().Minimize(function, start);</code></example>
public sealed record Prodigy : IUpdateRule
{
    /// <summary>The factor η on the rate d, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1 by default, from the paper.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1;

    /// <summary>The weight β₁ of the past in the mean of the gradient.</summary>
    /// <value>At least 0 and below 1; 0.9 by default, from the paper.</value>
    public double Beta1 { get; init => field = Require.BelowOne(value); } = 0.9;

    /// <summary>The weight β₂ of the past in the mean of the squared gradient.</summary>
    /// <value>At least 0 and below 1; 0.999 by default, from the paper.</value>
    public double Beta2 { get; init => field = Require.BelowOne(value); } = 0.999;

    /// <summary>The term ε that keeps the denominator away from 0.</summary>
    /// <value>Finite and at least 0; 1e-8 by default, from the paper.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); } = 1e-8;

    /// <summary>The first value of d, well below the distance to the solution.</summary>
    /// <value>Finite and above 0; 1e-6 by default, from the paper.</value>
    public double InitialDistance { get; init => field = Require.Positive(value); } = 1e-6;

    /// <summary>The weight decay λ, decoupled: each step shrinks the point by the share ηdλ. A number or a schedule.</summary>
    /// <value>Finite and at least 0; 0 by default, from the paper.</value>
    public Schedule WeightDecay { get; init => field = RequireSchedule.NonNegative(value); } = 0;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension, ["m", "v", "s", "start"], ["d", "r"]);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> m = state["m"], v = state["v"], s = state["s"], start = state["start"];
        ref double d = ref state.Scalar("d"), r = ref state.Scalar("r");
        double η = state.RateOf(LearningRate), λ = WeightDecay.At(state.StepCount), root = Math.Sqrt(Beta2);
        if (state.StepCount++ == 0)
        {
            point.CopyTo(start);
            d = InitialDistance;
        }

        // ⟨g, x₀ − x⟩ before the point moves
        r = (root * r) + ((1 - root) * η * d * d * VectorWork.Do<DotOfDifference>(0, gradient, start, point));
        UpdateKernel.Run(new Update(η, d, Beta1, Beta2, root, Epsilon, 1 - (η * d * λ)), point, gradient, m, v, s);
        double norm = VectorWork.Do<SumOfMagnitudes>(0, s, [], []);
        d = norm > 0 ? Math.Max(d, r / norm) : d;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state)
        => Require.NotNull(state).RateOf(LearningRate) * (state.StepCount == 0 ? InitialDistance : state.Scalar("d"));

    private readonly struct Update(double η, double d, double β1, double β2, double root, double ε, double kept) : IUpdate3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> m, ref Vector<double> v, ref Vector<double> s)
        {
            s = (root * s) + ((1 - root) * η * d * d * g);
            m = (β1 * m) + ((1 - β1) * d * g);
            v = (β2 * v) + ((1 - β2) * d * d * g * g);
            x = (kept * x) - (η * d * m / (Vector.SquareRoot(v) + new Vector<double>(d * ε)));
        }
    }

    /// <summary>⟨g, a − b⟩; the difference first, for a and b are close.</summary>
    private readonly struct DotOfDifference : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> g, ReadOnlySpan<double> a, Span<double> b)
        {
            int i = 0;
            Vector<double> sums = Vector<double>.Zero;
            for (; i <= g.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                sums += new Vector<double>(g[i..]) * (new Vector<double>(a[i..]) - new Vector<double>(b[i..]));
            }

            double sum = Vector.Sum(sums);
            for (; i < g.Length; i++)
            {
                sum += g[i] * (a[i] - b[i]);
            }

            return sum;
        }
    }

    /// <summary>‖s‖₁.</summary>
    private readonly struct SumOfMagnitudes : IVectorOperation
    {
        public static double Do(double c, ReadOnlySpan<double> s, ReadOnlySpan<double> none, Span<double> empty) => TensorPrimitives.SumOfMagnitudes(s);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
