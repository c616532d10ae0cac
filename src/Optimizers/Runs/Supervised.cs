namespace Optimizers;

/// <summary>Goes back to the last good state when a run turns NaN or explodes, shrinks the rate, and goes on, a bounded number of times.</summary>
/// <remarks>
/// <para>Every <see cref="Period"/> iterations point and state are kept if the value is good. When value or gradient are not finite, or the value is above the
/// best by more than
/// <see cref="Explosion"/>·max(|first|, |best|), the run goes on from there with a rate smaller by <see cref="Factor"/>. Each time is in the result's
/// <see cref="OptimizationResult.Recoveries"/>. Beside the run it keeps a copy of point and state.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Supervised(new GradientDescent { LearningRate = 10 }).Minimize(function, start);</code></example>
public sealed record Supervised : IOptimizer, ISupervisionSettings
{
    /// <summary>Supervises an optimizer.</summary>
    /// <param name="optimizer">The optimizer: an update rule, or <see cref="ReduceOnPlateau"/> around one.</param>
    public Supervised(IOptimizer optimizer) => Optimizer = optimizer;

    /// <summary>The optimizer.</summary>
    public IOptimizer Optimizer { get; init => field = Require.NotNull(value); }

    /// <summary>The factor on the rate at each recovery.</summary>
    /// <value>Above 0 and below 1; 0.5 by default.</value>
    public double Factor { get; init => field = Require.BelowOne(Require.Positive(value)); } = 0.5;

    /// <summary>The largest number of recoveries.</summary>
    /// <value>At least 1; 20 by default.</value>
    public int Limit { get; init => field = Require.AtLeast(1, value); } = 20;

    /// <summary>How far above the best a value counts as exploded, relative to max(|first|, |best|), the size of the first value and the best.</summary>
    /// <value>Finite and above 0; 1e6 by default.</value>
    public double Explosion { get; init => field = Require.Positive(value); } = 1e6;

    /// <summary>The iterations between two states that are kept.</summary>
    /// <value>At least 1; 10 by default.</value>
    public int Period { get; init => field = Require.AtLeast(1, value); } = 10;

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        => Optimizer.Start(function, start, Require.NotNull(options) with { Supervisor = this });

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
