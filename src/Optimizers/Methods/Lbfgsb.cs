namespace Optimizers;

/// <summary>L-BFGS-B: the quasi-Newton method for smooth functions of any size with bounds on the variables.</summary>
/// <remarks>
/// <code>
/// x̂ = the minimum over the box of gᵀ(z − x) + ½(z − x)ᵀB(z − x), B from the last m pairs s = x′ − x, y = g′ − g, the first θI with a step half as long as x
/// x ← x + α(x̂ − x),  α by the line search, as far as the box allows
/// </code>
/// <para>Requires value and gradient of the whole function. No point outside the box is ever evaluated: a start outside is moved to the nearest point inside.
/// The gradient norm of the run is that of the projected gradient, ‖x − P(x − g)‖∞, which is 0 where no feasible direction descends. State: "s" and "y", 2mn
/// doubles. The subspace minimum is projected rather than cut (Morales and Nocedal 2011). The line search is Hager and Zhang's in place of Moré and Thuente's.
/// Papers: <see href="https://doi.org/10.1137/0916069">Byrd, Lu, Nocedal and Zhu 1995</see>, <see href="https://doi.org/10.1145/2049662.2049669">Morales and
/// Nocedal 2011</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new Lbfgsb(new Box(0, 1)).Minimize(function, start);</code></example>
public sealed record Lbfgsb : IOptimizer
{
    /// <summary>Minimizes between bounds.</summary>
    /// <param name="bounds">The bounds, for each coordinate or the same for all; infinite ones bound nothing.</param>
    public Lbfgsb(Box bounds) => Bounds = bounds;

    /// <summary>The bounds.</summary>
    public Box Bounds { get; init => field = Require.NotNull(value); }

    /// <summary>m, the number of pairs kept; of fewer than m/3 coordinates n, 3n.</summary>
    /// <value>At least 1; 10 by default, as in SciPy.</value>
    public int Memory { get; init => field = Require.AtLeast(1, value); } = 10;

    /// <summary>The line search.</summary>
    /// <value><see cref="HagerZhang"/> by default.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new HagerZhang();

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this).Within(Bounds);
        Require.SameLength(start.Length, Bounds.Dimension ?? start.Length, "start", "the box bounds", nameof(start));
        double[] inside = start.ToArray();
        Bounds.Project(inside);
        return new OptimizationRun(minimized, inside, options, new LbfgsbDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
