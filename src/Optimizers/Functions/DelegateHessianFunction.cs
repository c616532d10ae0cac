namespace Optimizers;

/// <summary>A function whose value, gradient and Hessian–vector product two delegates give.</summary>
internal sealed class DelegateHessianFunction : ITwiceDifferentiableFunction
{
    private readonly Func<ReadOnlySpan<double>, Span<double>, double> _valueAndGradient;
    private readonly Action<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>> _hessianProduct;

    public DelegateHessianFunction(
        int dimension,
        Func<ReadOnlySpan<double>, Span<double>, double> valueAndGradient,
        Action<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>> hessianProduct)
    {
        Dimension = Require.AtLeast(1, dimension, nameof(dimension));
        _valueAndGradient = Require.NotNull(valueAndGradient, nameof(valueAndGradient));
        _hessianProduct = Require.NotNull(hessianProduct, nameof(hessianProduct));
    }

    public int Dimension { get; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => _valueAndGradient(point, gradient);

    public void MultiplyHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> vector, Span<double> product) => _hessianProduct(point, vector, product);
}
