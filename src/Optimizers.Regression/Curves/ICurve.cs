namespace Optimizers.Regression;

/// <summary>A curve ŷ = f(x; parameters), written once for all kinds of numbers so that its derivatives are exact; see <see cref="IScalar{T}"/>.</summary>
/// <example><code>
/// sealed class Decay : ICurve
/// {
///     public T Evaluate&lt;T>(double x, ReadOnlySpan&lt;T> b) where T : struct, IScalar&lt;T> => b[0] * T.Exp(-b[1] * x);
/// }
/// </code></example>
public interface ICurve
{
    /// <summary>Evaluates the curve in the arithmetic of T.</summary>
    /// <typeparam name="T">A number that carries derivatives.</typeparam>
    /// <param name="x">The feature of a sample.</param>
    /// <param name="parameters">The p parameters; not kept.</param>
    /// <returns>ŷ.</returns>
    T Evaluate<T>(double x, ReadOnlySpan<T> parameters)
        where T : struct, IScalar<T>;
}
