using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The design with its column of ones, multiplied by itself.</summary>
internal static class DesignSums
{
    /// <summary>Σwxxᵀ and Σwκxxᵀ over the samples, one target.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    /// <param name="curvature">κ of a linear prediction.</param>
    public static (Matrix<double> Gram, Matrix<double> Curved) Of(StandardizedSamples data, double[] parameters, Func<double, double> curvature)
    {
        int p = parameters.Length;
        double[] gram = new double[p * p], curved = new double[p * p], row = new double[p];
        foreach (DenseRows block in data.Samples.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                row[^1] = 1;
                block.Row(i).CopyTo(row);
                double weight = block.Weights?[i] ?? 1, prediction = Blas.Dot(row, parameters) + (block.Offsets?[i] ?? 0);
                AddOuter(weight, row, gram);
                AddOuter(weight * curvature(prediction), row, curved);
            }
        }

        return (Full(gram, p), Full(curved, p));
    }

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
