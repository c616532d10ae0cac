using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>Coordinates in which the features are uncorrelated: γ = Lᵀw with ZᵀZ/n = LLᵀ.</summary>
internal sealed class Whitening
{
    // Below this share of its variance, what a column has beside the others is rounding.
    private const double SmallestShare = 1e-13;
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly double[] _factor;
    private readonly int _d;

    /// <summary>Factors the Gram matrix of standardized features.</summary>
    /// <exception cref="ArgumentException">Columns are linearly dependent; the message names them.</exception>
    public Whitening(RowData data)
    {
        _d = data.FeatureCount;
        Matrix<double> gram = Gram(data);
        Matrix<double>? factor = TryFactor(gram);
        double needed = Math.Max(SmallestShare, 4 * _d * MachineEpsilon);
        if (factor is null || factor.Diagonal().Minimum() < Math.Sqrt(needed))
        {
            throw new ArgumentException(
                $"Columns {string.Join(", ", DependentColumns(gram))} of X are linearly dependent: the data do not determine their coefficients. "
                + "Leave a column out; or name an Optimizer: from a start of 0, gradient descent gives the coefficients of least norm (in standardized units).",
                "X");
        }

        _factor = factor.ToRowMajorArray();
    }

    /// <summary>w = L⁻ᵀγ, in place.</summary>
    public void ToWeights(Span<double> γ)
    {
        for (int i = _d - 1; i >= 0; i--)
        {
            γ[i] /= _factor[(i * _d) + i];
            Blas.AddScaled(-γ[i], _factor.AsSpan(i * _d, i), γ[..i]);
        }
    }

    /// <summary>γ = Lᵀw, in place.</summary>
    public void FromWeights(Span<double> w)
    {
        for (int j = 0; j < _d; j++)
        {
            double sum = 0;
            for (int i = j; i < _d; i++)
            {
                sum += _factor[(i * _d) + j] * w[i];
            }

            w[j] = sum;
        }
    }

    /// <summary>∇γ = L⁻¹∇w, in place.</summary>
    public void Gradient(Span<double> g)
    {
        for (int i = 0; i < _d; i++)
        {
            g[i] = (g[i] - Blas.Dot(_factor.AsSpan(i * _d, i), g[..i])) / _factor[(i * _d) + i];
        }
    }

    private static Matrix<double> Gram(RowData data)
    {
        int d = data.FeatureCount;
        double[] lower = new double[d * d];
        for (int row = 0; row < data.Rows; row++)
        {
            ReadOnlySpan<double> x = data.Row(row);
            for (int i = 0; i < d; i++)
            {
                Blas.AddScaled(x[i], x[..(i + 1)], lower.AsSpan(i * d, i + 1));
            }
        }

        return Matrix<double>.Build.Dense(d, d, (i, j) => lower[(Math.Max(i, j) * d) + Math.Min(i, j)] / data.Rows);
    }

    private static Matrix<double>? TryFactor(Matrix<double> gram)
    {
        try
        {
            return gram.Cholesky().Factor;
        }
        catch (ArgumentException)
        {
            // not positive definite
            return null;
        }
    }

    /// <summary>The columns that take part in the combination that vanishes.</summary>
    private static IEnumerable<int> DependentColumns(Matrix<double> gram)
    {
        Evd<double> evd = gram.Evd(Symmetricity.Symmetric);
        Vector<double> vanishing = evd.EigenVectors.Column(evd.EigenValues.Real().MinimumIndex());
        double largest = vanishing.AbsoluteMaximum();
        return Enumerable.Range(0, gram.RowCount).Where(j => Math.Abs(vanishing[j]) > 1e-6 * largest);
    }
}
