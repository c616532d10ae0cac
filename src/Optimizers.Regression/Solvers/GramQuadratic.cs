namespace Optimizers.Regression;

/// <summary>Squared errors by their Gram matrix: covariance updates.</summary>
/// <param name="gram">G, d × d, symmetric, both triangles.</param>
/// <param name="correlations">c = Zᵀy.</param>
/// <param name="targetSquare">y² = yᵀy.</param>
internal sealed class GramQuadratic(double[] gram, double[] correlations, double targetSquare) : Quadratic(correlations, targetSquare)
{
    public override int MostProducts => Dimension;

    public override double Curvature(int j) => gram[(j * Dimension) + j];

    public override void WriteProducts(ReadOnlySpan<int> columns, int first, double[] products, int stride)
    {
        for (int i = first; i < columns.Length; i++)
        {
            ReadOnlySpan<double> row = gram.AsSpan(columns[i] * Dimension, Dimension);
            for (int k = 0; k <= i; k++)
            {
                products[(i * stride) + k] = row[columns[k]];
            }
        }
    }

    public override bool WriteSlopes(ReadOnlySpan<int> columns, ReadOnlySpan<double> point, ReadOnlySpan<int> wanted, Span<double> gradient)
    {
        Blas.Scale(-1, Correlations, gradient);
        for (int i = 0; i < columns.Length; i++)
        {
            if (point[i] != 0)
            {
                Blas.AddScaled(point[i], gram.AsSpan(columns[i] * Dimension, Dimension), gradient);
            }
        }

        return true;
    }
}
