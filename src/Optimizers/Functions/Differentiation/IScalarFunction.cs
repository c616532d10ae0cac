namespace Optimizers;

/// <summary>A function of n variables, written once for all kinds of numbers; see <see cref="IScalar{T}"/>.</summary>
public interface IScalarFunction
{
    /// <summary>Evaluates f(x) in the arithmetic of T.</summary>
    /// <typeparam name="T">A number that carries derivatives.</typeparam>
    /// <param name="x">The n variables; not kept.</param>
    T Evaluate<T>(ReadOnlySpan<T> x)
        where T : struct, IScalar<T>;
}
