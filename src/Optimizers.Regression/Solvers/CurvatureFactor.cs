namespace Optimizers.Regression;

/// <summary>The Cholesky factor of a matrix of second derivatives, H + μI = LLᵀ.</summary>
/// <param name="n">The order of the matrix.</param>
internal sealed class CurvatureFactor(int n)
{
    // of a diagonal entry, below which what a row has beside those before it is rounding
    private const double SmallestShare = 1e-14;

    private readonly double[] _factor = new double[n * n];

    /// <summary>Factors a matrix.</summary>
    /// <param name="hessian">H, of which the lower triangle is read.</param>
    /// <param name="damping">μ.</param>
    /// <returns>Whether the matrix is positive definite, by more than rounding.</returns>
    public bool TryTake(ReadOnlySpan<double> hessian, double damping)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _factor.AsSpan(i * n, i + 1);
            for (int j = 0; j < i; j++)
            {
                row[j] = (hessian[(i * n) + j] - Blas.Dot(row[..j], _factor.AsSpan(j * n, j))) / _factor[(j * n) + j];
            }

            double size = hessian[(i * n) + i] + damping, left = size - Blas.Dot(row[..i], row[..i]);
            if (!(left > SmallestShare * n * size && double.IsFinite(left)))
            {
                return false;
            }

            row[i] = Math.Sqrt(left);
        }

        return true;
    }

    /// <summary>x ← −(H + μI)⁻¹x.</summary>
    public void SolveNegated(Span<double> x)
    {
        for (int i = 0; i < n; i++)
        {
            x[i] = (x[i] - Blas.Dot(_factor.AsSpan(i * n, i), x[..i])) / _factor[(i * n) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            x[i] /= _factor[(i * n) + i];
            Blas.AddScaled(-x[i], _factor.AsSpan(i * n, i), x[..i]);
            x[i] = -x[i];
        }
    }
}
