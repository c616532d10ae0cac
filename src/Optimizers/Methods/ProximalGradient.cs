namespace Optimizers;

/// <summary>Proximal gradient descent on f + g: a gradient step on the smooth f, then the proximal operator of the penalty g; on a set, projected gradient
/// descent.</summary>
/// <remarks>
/// <code>x ← prox_tg(x − t∇f(x)),  t by backtracking until f(x′) ≤ f(x) + ∇f(x)ᵀd + ‖d‖²/2t,  d = x′ − x</code>
/// <para>The first t tried is the curvature's along the last step, t = dᵀd/dᵀ(∇f(x′) − ∇f(x)), so that it needs no tuning. Where ‖d‖²/2t is lost in the
/// rounding of f the slopes decide, dᵀ(∇f(x′) − ∇f(x)) ≤ ‖d‖²/t. The value of the run is f + g; it never rises but for its rounding. The gradient norm of the
/// run is that of the proximal-gradient mapping, ‖x − prox_g(x − ∇f(x))‖∞: ‖∇f‖∞ without a penalty, 0 at a minimum. Where g is +∞ at the start, as outside a
/// set, the start is moved by the proximal operator first; then f is evaluated only where g is finite. When maximizing, f − g is.</para>
/// <para>Requires value and gradient of the whole function. State: seven numbers. Papers: <see href="https://doi.org/10.1137/050626090">Combettes and Wajs
/// 2005</see>,
/// <see href="https://doi.org/10.1109/TSP.2009.2016892">Wright, Nowak and Figueiredo 2009</see> (steps), <see href="https://arxiv.org/abs/1009.2065">Becker,
/// Candès and Grant 2011</see> (rounding).</para>
/// </remarks>
/// <example><code>OptimizationResult lasso = new ProximalGradient(new L1Penalty(0.1)).Minimize(function, start);</code></example>
public sealed record ProximalGradient : IProximalOptimizer
{
    /// <summary>Descends on a function alone, or with the penalty that <see cref="Penalty"/> is given.</summary>
    public ProximalGradient()
    {
    }

    /// <summary>Descends on a function with a penalty, or within a set.</summary>
    /// <param name="penalty">g.</param>
    public ProximalGradient(IPenalty penalty) => Penalty = Require.NotNull(penalty, nameof(Penalty));

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
        return new OptimizationRun(minimized, ProximalDescent.Inside(Penalty, start), options, new ProximalGradientDescent(minimized, this, options));
    }

    IProximalOptimizer IProximalOptimizer.With(IPenalty penalty) => this with { Penalty = penalty };

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
