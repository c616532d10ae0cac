using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The lower triangle of a matrix, of which a model keeps no more.</summary>
internal sealed class LowerTriangle
{
    private readonly double[] _entries;

    /// <param name="order">p.</param>
    /// <param name="entry">The entry of a row and a column at most as large.</param>
    public LowerTriangle(int order, Func<int, int, double> entry)
    {
        (Order, _entries) = (order, new double[order * (order + 1) / 2]);
        for (int i = 0, at = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                _entries[at] = entry(i, j);
            }
        }
    }

    /// <summary>p.</summary>
    public int Order { get; }

    private double this[int i, int j] => _entries[(i * (i + 1) / 2) + j];

    /// <summary>The symmetric matrix of this triangle, p × p.</summary>
    public Matrix<double> ToSymmetric() => Matrix<double>.Build.Dense(Order, Order, (i, j) => this[Math.Max(i, j), Math.Min(i, j)]);

    /// <summary>The triangular matrix, p × p.</summary>
    public Matrix<double> ToTriangular() => Matrix<double>.Build.Dense(Order, Order, (i, j) => j <= i ? this[i, j] : 0);
}
