namespace Optimizers;

/// <summary>BFGS: a quasi-Newton method that keeps the whole inverse Hessian; for smooth functions of up to a few hundred coordinates.</summary>
/// <remarks>
/// <code>
/// d = −Hg
/// H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ,  ρ = 1/sᵀy,  from H₀ = (sᵀy/yᵀy)I after the first step
/// </code>
/// <para>Requires value and gradient of the whole function. State: "H", n² doubles. Steps with too little curvature leave H as it is.
/// Papers: <see href="https://doi.org/10.1093/imamat/6.1.76">Broyden 1970</see>, Fletcher 1970, Goldfarb 1970, Shanno 1970.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Bfgs().Minimize(function, start);</code></example>
public sealed record Bfgs : IOptimizer
{
    /// <summary>The line search.</summary>
    /// <value><see cref="HagerZhang"/> by default.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new HagerZhang();

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this);
        return new OptimizationRun(minimized, start, options, new BfgsDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
