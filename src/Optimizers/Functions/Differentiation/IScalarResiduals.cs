namespace Optimizers;

/// <summary>m residuals of n variables, written once for all kinds of numbers; see <see cref="IScalar{T}"/>.</summary>
public interface IScalarResiduals
{
    /// <summary>Evaluates r(x) in the arithmetic of T.</summary>
    /// <typeparam name="T">A number that carries derivatives.</typeparam>
    /// <param name="x">The n variables; not kept.</param>
    /// <param name="residuals">Receives all m residuals; not kept.</param>
    void Evaluate<T>(ReadOnlySpan<T> x, Span<T> residuals)
        where T : struct, IScalar<T>;
}
