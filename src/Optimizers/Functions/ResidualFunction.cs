namespace Optimizers;

/// <summary>Makes sums of squares from residuals.</summary>
/// <remarks>All of them refuse spans that have not n, m or m·n places with an <see cref="ArgumentException"/>, before anything is evaluated or
/// written.</remarks>
public static class ResidualFunction
{
    /// <summary>A sum of squares from residuals alone, with a Jacobian by differences.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="residualCount">The number of residuals m, at least 1.</param>
    /// <param name="residuals">Takes x (n) and a span (m) in which it writes all residuals.</param>
    /// <param name="difference">How the Jacobian is approximated; <see cref="CentralDifference"/> by default.</param>
    /// <returns>The function; an evaluation with Jacobian calls <paramref name="residuals"/> n + 1, 2n + 1, 4n + 1 or 20n + 1 times, by the kind of difference,
    /// and oftener where a step must be looked for.</returns>
    /// <exception cref="ArgumentException">A count is below 1.</exception>
    public static IResidualFunction Create(
        int dimension, int residualCount, Action<ReadOnlySpan<double>, Span<double>> residuals, Difference? difference = null)
        => new NumericalResiduals(dimension, residualCount, residuals, difference ?? new CentralDifference());

    /// <summary>A sum of squares from residuals and their Jacobian.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="residualCount">The number of residuals m, at least 1.</param>
    /// <param name="residuals">Takes x (n) and a span (m) in which it writes all residuals.</param>
    /// <param name="jacobian">Takes x (n) and a span (m·n) in which it writes ∂rᵢ/∂xⱼ row by row.</param>
    /// <returns>The function.</returns>
    /// <exception cref="ArgumentException">A count is below 1.</exception>
    public static IResidualFunction Create(
        int dimension, int residualCount, Action<ReadOnlySpan<double>, Span<double>> residuals, Action<ReadOnlySpan<double>, Span<double>> jacobian)
        => new DelegateResiduals(dimension, residualCount, residuals, jacobian);

    /// <summary>A sum of squares from residuals written once for all kinds of numbers, with an exact Jacobian by dual numbers.</summary>
    /// <typeparam name="TResiduals">The type of the residuals.</typeparam>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="residualCount">The number of residuals m, at least 1.</param>
    /// <param name="residuals">The residuals.</param>
    /// <returns>The function; an evaluation with Jacobian evaluates the residuals ⌈n/4⌉ times.</returns>
    /// <exception cref="ArgumentException">A count is below 1.</exception>
    public static IResidualFunction Forward<TResiduals>(int dimension, int residualCount, TResiduals residuals)
        where TResiduals : IScalarResiduals
    {
        ArgumentNullException.ThrowIfNull(residuals);
        return new ForwardResiduals<TResiduals>(dimension, residualCount, residuals);
    }
}
