namespace Optimizers.Regression;

/// <summary>Half a mean of squared errors whose value and gradient at weights of 0 follow from sums that are known: a visit to the samples less.</summary>
/// <param name="function">The squared errors, with or without a ridge, by the weights of standardized features.</param>
/// <param name="products">The products of the features with the targets.</param>
/// <param name="standardization">How features are standardized.</param>
/// <param name="targets">k.</param>
/// <param name="targetUnit">What the targets are divided by.</param>
internal sealed class SummedStart(IDifferentiableFunction function, CrossProducts products, Standardization standardization, int targets, double targetUnit)
    : IDifferentiableFunction
{
    public int Dimension => function.Dimension;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        if (point.ContainsAnyExcept(0))
        {
            return function.Evaluate(point, gradient);
        }

        double value = 0;
        int d = point.Length / targets;
        for (int t = 0; t < targets; t++)
        {
            value += products.Squares(t, targetUnit) / (2 * targets);
            Blas.Scale(-1.0 / targets, products.Products(standardization, t, targetUnit), gradient.Slice(t * d, d));
        }

        return value;
    }
}
