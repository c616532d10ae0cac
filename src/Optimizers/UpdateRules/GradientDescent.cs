using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Gradient descent.</summary>
/// <remarks>
/// <code>
/// x ← x − η ∇f(x)
/// </code>
/// <para>Requires the gradient. State: none but the step count. On a quadratic whose Hessian has the largest eigenvalue L it
/// descends for η &lt; 2/L and diverges above; <see cref="StochasticGradientDescent"/> adds momentum and weight decay.</para>
/// <para>Paper: A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new GradientDescent { LearningRate = 0.1 }.Minimize(function, start);</code></example>
public sealed record GradientDescent : IUpdateRule
{
    /// <summary>The learning rate η, a number or a schedule.</summary>
    /// <value>Finite and above 0; 0.01 by default, the usual first try (scikit-learn's eta0).</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 0.01;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        double η = state.RateOf(LearningRate);
        UpdateKernel.Run(new Update(η), point, gradient);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public double? LearningRateAt(OptimizerState state) => Require.NotNull(state).RateOf(LearningRate);

    private readonly struct Update(double η) : IUpdate0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g) => x -= η * g;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
