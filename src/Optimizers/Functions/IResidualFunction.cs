namespace Optimizers;

/// <summary>A sum of squares, f(x) = Σ rᵢ(x)², known by its m residuals; what Levenberg and Marquardt's method needs.</summary>
/// <remarks><see cref="ResidualFunction"/> makes such functions. Value and gradient 2Jᵀr follow from the residuals.</remarks>
public interface IResidualFunction : IDifferentiableFunction
{
    /// <summary>The number of residuals m, at least 1.</summary>
    int ResidualCount { get; }

    /// <summary>Evaluates the residuals alone.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="residuals">Receives all m residuals; not kept.</param>
    void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals);

    /// <summary>Evaluates the residuals and their partial derivatives.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="residuals">Receives all m residuals; not kept.</param>
    /// <param name="jacobian">Receives ∂rᵢ/∂xⱼ, m × n row by row; not kept.</param>
    void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian);
}
