namespace Optimizers;

/// <summary>A function that also gives the product of its Hessian with a vector, which <see cref="NewtonCg"/> otherwise takes from differences of
/// gradients.</summary>
public interface ITwiceDifferentiableFunction : IDifferentiableFunction
{
    /// <summary>Writes ∇²f(x)·v.</summary>
    /// <param name="point">x, n coordinates; not kept.</param>
    /// <param name="vector">v, n coordinates; not kept.</param>
    /// <param name="product">Receives all n coordinates of the product; not kept.</param>
    void MultiplyHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> vector, Span<double> product);
}
