namespace Optimizers;

/// <summary>FISTA: proximal gradient descent on f + g with momentum, for badly conditioned functions.</summary>
/// <remarks>
/// <code>
/// y = x + (τ₋ − 1)/τ (x − x₋),  τ = (1 + √(1 + 4τ₋²t₋/t))/2
/// x ← prox_tg(y − t∇f(y)),  t by backtracking as in <see cref="ProximalGradient"/>
/// </code>
/// <para>The momentum restarts at τ = 1 when it points uphill, (y − x′)ᵀ(x′ − x) > 0, and the step is taken from x in place of y when f + g would rise: the
/// value never rises but for its rounding. t grows to what the curvature allows at restarts, and until it first had to shrink. A y at which g is +∞, as outside
/// a set, is moved by the proximal operator. Value, gradient norm, start and direction are as in <see cref="ProximalGradient"/>. An iteration takes two
/// evaluations and more, one at a restart.</para>
/// <para>Requires value and gradient of the whole function. State: "before", n doubles, and ten numbers. Papers:
/// <see href="https://doi.org/10.1137/080716542">Beck and Teboulle 2009</see>,
/// <see href="https://arxiv.org/abs/1204.3982">O'Donoghue and Candès 2015</see> (restart), <see href="https://doi.org/10.1007/s10208-014-9189-9">Scheinberg,
/// Goldfarb and Bai 2014</see> (growing steps).</para>
/// </remarks>
/// <example><code>OptimizationResult lasso = new AcceleratedProximalGradient(new L1Penalty(0.1)).Minimize(function, start);</code></example>
public sealed record AcceleratedProximalGradient : IProximalOptimizer
{
    /// <summary>Descends on a function alone, or with the penalty that <see cref="Penalty"/> is given.</summary>
    public AcceleratedProximalGradient()
    {
    }

    /// <summary>Descends on a function with a penalty, or within a set.</summary>
    /// <param name="penalty">g.</param>
    public AcceleratedProximalGradient(IPenalty penalty) => Penalty = Require.NotNull(penalty, nameof(Penalty));

    /// <summary>g, a penalty or a set.</summary>
    /// <value>null by default: none, g = 0.</value>
    public IPenalty? Penalty { get; init; }

    /// <summary>t of the first step tried.</summary>
    /// <value>Finite and above 0; in units of x² over f; null by default: t‖∇f‖∞ is half of ‖x‖∞ or, at x = 0, of |f + g|/‖∇f‖∞.</value>
    public double? InitialStep { get; init => field = value is { } given ? Require.Positive(given) : null; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The start or the penalty does not fit the function, or there are mini-batches.</exception>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this).Within((Penalty as ConvexSet)?.Around);
        return new OptimizationRun(
            minimized, ProximalDescent.Inside(Penalty, start), options, new AcceleratedProximalGradientDescent(minimized, this, options));
    }

    IProximalOptimizer IProximalOptimizer.With(IPenalty penalty) => this with { Penalty = penalty };

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
