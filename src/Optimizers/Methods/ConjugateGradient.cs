namespace Optimizers;

/// <summary>Nonlinear conjugate gradients: directions from two gradients, for functions of so many coordinates that even L-BFGS is too large.</summary>
/// <remarks>
/// <code>d ← −g + βd</code>
/// <para>Requires value and gradient of the whole function. State: "direction" and the gradient before, 2n doubles. It starts anew along −g when two gradients
/// in a row are far from orthogonal, |g′ᵀg| ≥ ν‖g′‖² (Powell 1977), and when the direction does not fall.
/// Papers: <see href="https://doi.org/10.1093/comjnl/7.2.149">Fletcher and Reeves 1964</see>, <see href="https://doi.org/10.1137/030601880">Hager and Zhang
/// 2005</see>, <see href="https://doi.org/10.1137/120898097">2013</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult result = new ConjugateGradient().Minimize(function, start);</code></example>
public sealed record ConjugateGradient : IOptimizer
{
    /// <summary>The formula for β.</summary>
    /// <value><see cref="ConjugateGradientFormula.HagerZhang"/> by default.</value>
    public ConjugateGradientFormula Formula { get; init; }

    /// <summary>ν, the share of the squared gradient that two gradients in a row may have in common.</summary>
    /// <value>Finite and above 0; null by default: 0.2 (Powell 1977), and for Hager and Zhang's formula, which needs none, no test.</value>
    public double? RestartThreshold { get; init => field = value is { } given ? Require.Positive(given) : null; }

    /// <summary>The line search.</summary>
    /// <value><see cref="HagerZhang"/> with a curvature of 0.1 by default: conjugacy wants accurate steps.</value>
    public LineSearch LineSearch { get; init => field = Require.NotNull(value); } = new HagerZhang { Curvature = 0.1, Decrease = 0.01 };

    /// <inheritdoc/>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.OfWhole(function, start, options, this);
        return new OptimizationRun(minimized, start, options, new ConjugateGradientDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
