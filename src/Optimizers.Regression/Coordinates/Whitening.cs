using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>Coordinates in which the features are uncorrelated: γ = Lᵀw with LLᵀ = ZᵀWZ/ΣW + λI.</summary>
/// <remarks>L is the Cholesky factor of that matrix, or where its condition is too large, Rᵀ of a QR factorization of the rows of Z.</remarks>
internal sealed class Whitening
{
    // of the variance of a column, what the others do not explain: below it a quarter of the digits is lost
    private const double SmallestShare = 1e-4;

    private readonly double[] _factor;
    private readonly int _d;

    /// <summary>Factors the design.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="ridge">λ.</param>
    /// <exception cref="ArgumentException">Columns are linearly dependent; the message names them.</exception>
    public Whitening(StandardizedSamples data, double ridge)
    {
        _d = data.Features;
        double weight = data.Moments.Weight;
        if (TryFactor(data, ridge) is { } factor)
        {
            _factor = factor;
            return;
        }

        if (!data.HasRows)
        {
            throw new ArgumentException(
                "Columns of X are linearly dependent, or so nearly that it takes their rows to tell, and these samples run passes alone. "
                + "Leave a column out, or set a Penalty, such as RidgePenalty.",
                "samples");
        }

        Design = DesignTriangle.Of(data, ridge * weight);
        if (!Design.IsFullRank())
        {
            throw new ArgumentException(
                $"{ColumnNames.Of(DependentColumns(Design), data.FeatureNames)} of X are linearly dependent, but for rounding: the data do not determine their "
                + "coefficients. "
                + "Leave a column out; set a Penalty, such as RidgePenalty; or name an Optimizer: from a start of 0, gradient descent gives the coefficients "
                + "of least norm (in standardized units).",
                "X");
        }

        _factor = new double[_d * _d];
        for (int i = 0; i < _d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                _factor[(i * _d) + j] = Design[Design.Column(j), Design.Column(i)] / Math.Sqrt(weight);
            }
        }
    }

    /// <summary>The QR factorization; null where Cholesky's was enough.</summary>
    public DesignTriangle? Design { get; }

    /// <summary>Rᵀ of that, of all its columns.</summary>
    public LowerTriangle? Root => Design?.Root;

    /// <summary>L; null where there is the QR factorization.</summary>
    public LowerTriangle? Factor => Design is null ? new(_d, (i, j) => _factor[(i * _d) + j]) : null;

    /// <summary>Refuses dependent columns of a fit within bounds, which is not whitened; what equal bounds fix does not depend on the data.</summary>
    /// <returns>The whitening of the fit without its bounds; null where something else determines coefficients.</returns>
    /// <exception cref="ArgumentException">Columns are linearly dependent; the message names them.</exception>
    public static Whitening? OfBounded(StandardizedSamples data)
        => data.Settings is { Penalty: null, Bounds: not null } && data.FreeFeatures().Length == data.Features ? new Whitening(data, ridge: 0) : null;

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

    private static double[]? TryFactor(StandardizedSamples data, double ridge)
    {
        int d = data.Features;
        double[] gram = data.Products.Gram(data.Standardization);
        for (int j = 0; j < d; j++)
        {
            gram[(j * d) + j] += ridge;
        }

        // scaled to a diagonal of 1: which columns depend on others is then no matter of units
        double[] sizes = [.. Enumerable.Range(0, d).Select(j => Math.Sqrt(gram[(j * d) + j]))];
        try
        {
            Matrix<double> factor = Matrix<double>.Build.Dense(d, d, (i, j) => gram[(Math.Max(i, j) * d) + Math.Min(i, j)] / (sizes[i] * sizes[j]))
                .Cholesky().Factor;
            return factor.Diagonal().Minimum() < Math.Sqrt(SmallestShare)
                ? null
                : Matrix<double>.Build.Dense(d, d, (i, j) => sizes[i] * factor[i, j]).ToRowMajorArray();
        }
        catch (ArgumentException)
        {
            // not positive definite
            return null;
        }
    }

    /// <summary>The columns that take part in the combination that vanishes.</summary>
    private static IEnumerable<int> DependentColumns(DesignTriangle design)
    {
        Svd<double> svd = design.Scaled().Svd();
        double[] vanishing = [.. svd.VT.Row(design.Columns - 1).Skip(design.Column(0)).Select(Math.Abs)];
        return Enumerable.Range(0, vanishing.Length).Where(j => vanishing[j] > 1e-6 * vanishing.Max());
    }
}
