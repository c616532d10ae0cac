namespace Optimizers.Regression;

/// <summary>The Cholesky factor of the Gram matrix of standardized features that are far from dependent, but for those that do not vary.</summary>
internal sealed class GramFactor
{
    // of the variance of a column, what the others do not explain: below it a quarter of the digits is lost
    private const double SmallestShare = 1e-4;

    // of columns that vary the square is 1
    private const double Varying = 0.5;

    private GramFactor(double[] factor, int d, bool isWhole) => (IsWhole, Triangle) = (isWhole, new LowerTriangle(d, (i, j) => factor[(i * d) + j]));

    /// <summary>Whether all features vary.</summary>
    public bool IsWhole { get; }

    /// <summary>L of LLᵀ = G, with rows of 0 for features that do not vary.</summary>
    public LowerTriangle Triangle { get; }

    /// <summary>Factors a matrix.</summary>
    /// <param name="gram">G.</param>
    /// <param name="d">d.</param>
    /// <returns>The factor; null where columns are nearly dependent: samples know more of such coefficients than G does.</returns>
    public static GramFactor? Of(double[] gram, int d)
    {
        double[] factor = new double[d * d];
        bool isWhole = true;
        for (int i = 0; i < d; i++)
        {
            double square = gram[(i * d) + i];
            if (square < Varying)
            {
                isWhole = false;
                continue;
            }

            Span<double> row = factor.AsSpan(i * d, i + 1);
            for (int j = 0; j < i; j++)
            {
                double pivot = factor[(j * d) + j];
                row[j] = pivot == 0 ? 0 : (gram[(i * d) + j] - Blas.Dot(row[..j], factor.AsSpan(j * d, j))) / pivot;
            }

            double left = square - Blas.Dot(row[..i], row[..i]);
            if (!(left > SmallestShare * square))
            {
                return null;
            }

            row[i] = Math.Sqrt(left);
        }

        return new GramFactor(factor, d, isWhole);
    }
}
