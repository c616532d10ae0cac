using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The lower triangle of a matrix, of which a model keeps no more.</summary>
internal sealed class LowerTriangle
{
    // as in Whitening
    private const double SmallestShare = 1e-4;

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

    /// <summary>Whether of this triangle L as a factor of LLᵀ a row has, beside the rows before it, less than a share of its squares: a quarter of the digits of LLᵀ is lost then.</summary>
    public bool IsRough()
    {
        for (int i = 0; i < Order; i++)
        {
            double squares = Enumerable.Range(0, i + 1).Sum(j => this[i, j] * this[i, j]);
            if (!(this[i, i] * this[i, i] >= SmallestShare * squares))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same of the factor of this triangle as that of a symmetric matrix.</summary>
    public bool HasRoughFactor()
    {
        try
        {
            Matrix<double> factor = Matrix<double>.Build.Dense(Order, Order, (i, j) => this[Math.Max(i, j), Math.Min(i, j)] / Math.Sqrt(this[i, i]) / Math.Sqrt(this[j, j])).Cholesky().Factor;
            return new LowerTriangle(Order, (i, j) => factor[i, j]).IsRough();
        }
        catch (ArgumentException)
        {
            // not positive definite
            return true;
        }
    }

    /// <summary>The inverse of the triangular matrix, row by row by substitution.</summary>
    public Matrix<double> Inverse()
    {
        Matrix<double> inverse = Matrix<double>.Build.Dense(Order, Order);
        for (int j = 0; j < Order; j++)
        {
            inverse[j, j] = 1 / this[j, j];
            for (int i = j + 1; i < Order; i++)
            {
                double sum = 0;
                for (int k = j; k < i; k++)
                {
                    sum += this[i, k] * inverse[k, j];
                }

                inverse[i, j] = -sum / this[i, i];
            }
        }

        return inverse;
    }
}
