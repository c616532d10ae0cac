namespace Optimizers;

/// <summary>Newton's method with directions by conjugate gradients: the fewest iterations on smooth functions, for any number of coordinates.</summary>
/// <remarks>
/// <code>
/// ∇²f(x)·d = −g approximately: ‖∇²f·d + g‖ ≤ min(½, √(‖g‖/G))·‖g‖, G the largest ‖g‖ so far, or up to the first direction of negative curvature
/// x ← x + αd,  α by the line search from 1
/// </code>
/// <para>Requires value and gradient of the whole function. The products of the Hessian with a vector are the function's own where it is an
/// <see cref="ITwiceDifferentiableFunction"/>, else forward differences of the gradient, (∇f(x + hv) − ∇f(x))/h with h = √ε·L/‖v‖, L the largest ‖x‖ so far or,
/// as long as that is 0, the length of a first step; each product counts as an evaluation. State: six numbers of the search. Source: J. Nocedal and S. Wright,
/// Numerical Optimization, 2006, Algorithm 7.1; paper:
/// <see href="https://doi.org/10.1137/0719025">Dembo, Eisenstat and Steihaug 1982</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new NewtonCg().Minimize(function, start);</code></example>
public sealed record NewtonCg : IOptimizer
{
    /// <summary>The line search.</summary>
    /// <value><see cref="HagerZhang"/> by default.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new HagerZhang();

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this);
        return new OptimizationRun(minimized, start, options, new NewtonCgDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
