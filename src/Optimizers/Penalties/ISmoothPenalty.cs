namespace Optimizers;

/// <summary>A penalty with a gradient everywhere, which needs no proximal operator.</summary>
internal interface ISmoothPenalty : IPenalty
{
    /// <summary>Adds ∇g(x) to a gradient.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="gradient">Receives the sum, n coordinates.</param>
    /// <returns>g(x).</returns>
    double AddGradient(ReadOnlySpan<double> point, Span<double> gradient);
}
