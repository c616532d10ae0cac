namespace Optimizers;

/// <summary>A term g that is added to a smooth function and has no gradient everywhere, known by its proximal operator.</summary>
/// <remarks>
/// <see cref="ProximalGradient"/> minimizes f + g. Sets (<see cref="ConvexSet"/>) are penalties too: 0 inside, +∞ outside. Source: N. Parikh and S. Boyd,
/// <see href="https://doi.org/10.1561/2400000003">Proximal Algorithms</see>, 2014.
/// </remarks>
public interface IPenalty
{
    /// <summary>The number of coordinates n of the points that it is for; null: any.</summary>
    int? Dimension => null;

    /// <summary>Evaluates g(x).</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <returns>g(x); +∞ where x is not allowed.</returns>
    double Evaluate(ReadOnlySpan<double> point);

    /// <summary>Applies the proximal operator in place, x ← argmin over z of g(z) + ‖z − x‖²/2t; allocates nothing.</summary>
    /// <param name="point">x, n coordinates; becomes the result.</param>
    /// <param name="step">t, finite and above 0.</param>
    void ApplyProximal(Span<double> point, double step);
}
