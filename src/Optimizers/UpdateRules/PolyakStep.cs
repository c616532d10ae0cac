namespace Optimizers;

/// <summary>Gradient descent with Polyak's step: as long as it must be, were the function linear on the way to its minimum.</summary>
/// <remarks>
/// <code>x ← x − η (f(x) − f*)/‖∇f(x)‖² ∇f(x)</code>
/// <para>Requires the value beside the gradient, and so is an <see cref="IOptimizer"/> and no <see cref="IUpdateRule"/>. Where f* is not known it is estimated
/// by a level δ below the best value seen, at first by half of its size or, at 0, of ‖∇f‖‖x‖: δ grows by half when the level is reached and halves when a step
/// fails. State: the numbers "best" and "gap".</para>
/// <para>Papers: B. Polyak, Introduction to Optimization, 1987; <see href="https://doi.org/10.1137/S1052623499362111">Nedić and Bertsekas 2001</see> (levels),
/// <see href="https://arxiv.org/abs/2002.10542">Loizou et al. 2021</see> (over mini-batches, where the value is the batch's).</para>
/// </remarks>
/// <example><code>OptimizationResult result = new PolyakStep { MinimumValue = 0 }.Minimize(function, start);</code></example>
public sealed record PolyakStep : IOptimizer
{
    /// <summary>The factor η on the step, a number or a schedule.</summary>
    /// <value>Finite and above 0; 1 by default, from the book; below 2 for convergence.</value>
    public Schedule LearningRate { get; init => field = RequireSchedule.Positive(value); } = 1;

    /// <summary>The least value f* of the function; when maximizing, the largest.</summary>
    /// <value>Finite; null by default: estimated.</value>
    public double? MinimumValue
    {
        get;
        init => field = value is { } given && !double.IsFinite(given)
            ? throw new ArgumentOutOfRangeException(nameof(MinimumValue), Invariant($"MinimumValue must be finite; it is {given}."))
            : value;
    }

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        => OptimizationRun.By(new Stepping(this, Require.NotNull(options).Maximize ? -MinimumValue : MinimumValue), function, start, options);

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);

    private sealed class Stepping(PolyakStep settings, double? minimum) : Stepper
    {
        public override string Description => settings.ToString();

        public override OptimizerState CreateState(int dimension) => new(dimension, [], ["best", "gap"]);

        public override void Step(Span<double> point, ReadOnlySpan<double> gradient, double value, OptimizerState state)
        {
            double norm = Blas.Norm(gradient), gap = value - (minimum ?? Level(point, norm, value, state));
            double η = norm > 0 ? state.RateOf(settings.LearningRate) * Math.Max(gap, 0) / norm / norm : 0;
            Blas.AddScaled(-η, gradient, point);
            state.StepCount++;
        }

        private static double Level(ReadOnlySpan<double> point, double steepness, double value, OptimizerState state)
        {
            ref double best = ref state.Scalar("best"), gap = ref state.Scalar("gap");
            if (state.StepCount == 0)
            {
                double length = Blas.MaxNorm(point);
                (best, gap) = (value, 0.5 * (value != 0 ? Math.Abs(value) : steepness * (length > 0 ? length : 1)));
            }
            else if (value <= best - gap)
            {
                gap *= 1.5;
            }
            else if (value >= best)
            {
                gap *= 0.5;
            }

            best = Math.Min(best, value);
            return best - gap;
        }
    }
}
