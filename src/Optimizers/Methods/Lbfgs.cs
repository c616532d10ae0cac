namespace Optimizers;

/// <summary>L-BFGS: a quasi-Newton method that keeps the last few steps in place of a matrix; the first choice for smooth functions of any size.</summary>
/// <remarks>
/// <code>d = −Hg by the two-loop recursion over m pairs s = x′ − x, y = g′ − g, from H₀ = (sᵀy/yᵀy)I</code>
/// <para>Requires value and gradient of the whole function. State: "s" and "y", 2mn doubles. Pairs with too little curvature are left out.
/// Papers: <see href="https://doi.org/10.1090/S0025-5718-1980-0572855-7">Nocedal 1980</see>, <see href="https://doi.org/10.1007/BF01589116">Liu and Nocedal
/// 1989</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Lbfgs().Minimize(function, start);</code></example>
public sealed record Lbfgs : IOptimizer
{
    /// <summary>m, the number of pairs kept; of fewer than m/3 coordinates n, 3n.</summary>
    /// <value>At least 1; 10 by default, as in SciPy.</value>
    public int Memory { get; init => field = Require.AtLeast(1, value); } = 10;

    /// <summary>The line search.</summary>
    /// <value><see cref="HagerZhang"/> by default.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new HagerZhang();

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this);
        return new OptimizationRun(minimized, start, options, new LbfgsDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
