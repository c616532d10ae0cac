using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Sums of outer products of rows with themselves, as lower triangles.</summary>
internal static class DesignSums
{
    /// <summary>Adds s·xxᵀ to a lower triangle.</summary>
    public static void AddOuter(double scale, double[] row, double[] lower)
    {
        for (int i = 0; i < row.Length; i++)
        {
            Blas.AddScaled(scale * row[i], row.AsSpan(0, i + 1), lower.AsSpan(i * row.Length, i + 1));
        }
    }

    /// <summary>The symmetric matrix of a lower triangle.</summary>
    public static Matrix<double> Full(double[] lower, int p) => Matrix<double>.Build.Dense(p, p, (i, j) => lower[(Math.Max(i, j) * p) + Math.Min(i, j)]);
}
