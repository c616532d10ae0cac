namespace Optimizers;

/// <summary>Steepest descent with a line search; with Barzilai and Borwein's steps much faster than its name.</summary>
/// <remarks>
/// <code>x ← x − αg,  α by the line search, which tries first the last step scaled by the slopes, or with Barzilai–Borwein sᵀs/sᵀy</code>
/// <para>Requires value and gradient of the whole function. State: the step, and with Barzilai–Borwein the last ten values, above whose highest no step may
/// end (Grippo, Lampariello and Lucidi 1986). <see cref="GradientDescent"/> has a fixed rate and no line search.
/// Papers: Cauchy 1847; <see href="https://doi.org/10.1093/imanum/8.1.141">Barzilai and Borwein 1988</see>,
/// <see href="https://doi.org/10.1137/S1052623494266365">Raydan 1997</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new SteepestDescent { BarzilaiBorwein = true }.Minimize(function, start);</code></example>
public sealed record SteepestDescent : IOptimizer
{
    /// <summary>Whether the first step tried is Barzilai and Borwein's, and the value may rise now and then.</summary>
    /// <value>False by default.</value>
    public bool BarzilaiBorwein { get; init; }

    /// <summary>The line search.</summary>
    /// <value><see cref="ArmijoBacktracking"/> by default.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new ArmijoBacktracking();

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this);
        return new OptimizationRun(minimized, start, options, new SteepestLineDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
