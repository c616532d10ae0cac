using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>Coordinates in which the features are uncorrelated: γ = Lᵀw with LLᵀ = ZᵀZ/n + λI.</summary>
internal sealed class Whitening
{
    // Below this share of its variance, what a column has beside the others is rounding.
    private const double SmallestShare = 1e-13;
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly double[] _factor;
    private readonly int _d;

    /// <summary>Factors the Gram matrix of centred features.</summary>
    /// <param name="samples">Z, once gone through.</param>
    /// <param name="weight">The weight of all samples, n without weights.</param>
    /// <param name="ridge">λ.</param>
    /// <exception cref="ArgumentException">Columns are linearly dependent; the message names them.</exception>
    public Whitening(ISampleBlocks samples, double weight, double ridge)
    {
        _d = samples.FeatureCount;
        double[] gram = GramMatrix.Of(samples);
        Blas.Scale(1 / weight, gram, gram);
        for (int j = 0; j < _d; j++)
        {
            gram[(j * _d) + j] += ridge;
        }

        // scaled to a diagonal of 1: which columns depend on others is then no matter of units
        double[] sizes = [.. Enumerable.Range(0, _d).Select(j => Math.Sqrt(gram[(j * _d) + j]))];
        Matrix<double> correlations = Matrix<double>.Build.Dense(_d, _d, (i, j) => gram[(Math.Max(i, j) * _d) + Math.Min(i, j)] / (sizes[i] * sizes[j]));
        Matrix<double>? factor = TryFactor(correlations);
        double needed = Math.Max(SmallestShare, 4 * _d * MachineEpsilon);
        if (factor is null || factor.Diagonal().Minimum() < Math.Sqrt(needed))
        {
            throw new ArgumentException(
                $"{ColumnNames.Of(DependentColumns(correlations), samples.FeatureNames)} of X are linearly dependent: the data do not determine their coefficients. "
                + "Leave a column out; set a Penalty, such as RidgePenalty; or name an Optimizer: from a start of 0, gradient descent gives the coefficients of least norm (in standardized units).",
                "X");
        }

        _factor = factor.ToRowMajorArray();
        for (int i = 0; i < _d; i++)
        {
            Blas.Scale(sizes[i], _factor.AsSpan(i * _d, i + 1), _factor.AsSpan(i * _d, i + 1));
        }
    }

    /// <summary>L.</summary>
    public LowerTriangle Factor => new(_d, (i, j) => _factor[(i * _d) + j]);

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

    private static Matrix<double>? TryFactor(Matrix<double> matrix)
    {
        try
        {
            return matrix.Cholesky().Factor;
        }
        catch (ArgumentException)
        {
            // not positive definite
            return null;
        }
    }

    /// <summary>The columns that take part in the combination that vanishes.</summary>
    private static IEnumerable<int> DependentColumns(Matrix<double> correlations)
    {
        Evd<double> evd = correlations.Evd(Symmetricity.Symmetric);
        Vector<double> vanishing = evd.EigenVectors.Column(evd.EigenValues.Real().MinimumIndex());
        double largest = vanishing.AbsoluteMaximum();
        return Enumerable.Range(0, correlations.RowCount).Where(j => Math.Abs(vanishing[j]) > 1e-6 * largest);
    }
}
