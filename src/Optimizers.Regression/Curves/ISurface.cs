namespace Optimizers.Regression;

/// <summary>A model ŷ = f(x; parameters) of several features, written once for all kinds of numbers so that its derivatives are exact; see
/// <see cref="IScalar{T}"/>.</summary>
public interface ISurface
{
    /// <summary>Evaluates the model in the arithmetic of T.</summary>
    /// <typeparam name="T">A number that carries derivatives.</typeparam>
    /// <param name="x">The d features of a sample; not kept.</param>
    /// <param name="parameters">The p parameters; not kept.</param>
    /// <returns>ŷ.</returns>
    T Evaluate<T>(ReadOnlySpan<double> x, ReadOnlySpan<T> parameters)
        where T : struct, IScalar<T>;
}
