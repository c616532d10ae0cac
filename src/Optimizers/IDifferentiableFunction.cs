using System.Buffers;

namespace Optimizers;

/// <summary>A function f: ℝⁿ → ℝ with its gradient.</summary>
/// <remarks>
/// Value and gradient come from one call, because they share most of their work. <see cref="DifferentiableFunction"/> makes
/// such functions from delegates, expressions and values alone; implement the interface where a type of your own reads better.
/// </remarks>
public interface IDifferentiableFunction
{
    /// <summary>The number of coordinates n, at least 1.</summary>
    int Dimension { get; }

    /// <summary>Evaluates f(x) and writes ∇f(x).</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="gradient">Receives all n coordinates of ∇f(x), whatever it held before; not kept.</param>
    /// <returns>f(x).</returns>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Evaluates f(x) alone.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <returns>f(x), the same bits as the other overload.</returns>
    /// <remarks>The default implementation calls the other overload with pooled scratch memory.</remarks>
    double Evaluate(ReadOnlySpan<double> point)
    {
        double[] scratch = ArrayPool<double>.Shared.Rent(Dimension);
        try
        {
            return Evaluate(point, scratch.AsSpan(0, Dimension));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scratch);
        }
    }
}
