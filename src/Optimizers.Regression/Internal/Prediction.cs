using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Predictions of a linear model and how good they are.</summary>
internal static class Prediction
{
    /// <summary>Xw + b, column by column as MathNet stores it.</summary>
    public static double[] Of(Matrix<double> X, ReadOnlySpan<double> w, double b)
    {
        double[] predicted = new double[X.RowCount];
        Array.Fill(predicted, b);
        double[]? columnMajor = X.AsColumnMajorArray();
        for (int j = 0; j < w.Length; j++)
        {
            double[] column = columnMajor is null ? X.Column(j).ToArray() : columnMajor;
            Blas.AddScaled(w[j], column.AsSpan(columnMajor is null ? 0 : j * X.RowCount, X.RowCount), predicted);
        }

        return predicted;
    }

    public static void CheckFeatures(int columns, int features)
    {
        if (columns != features)
        {
            throw new ArgumentException($"X has {columns} columns; the model was fitted on {features}.", "X");
        }
    }

    /// <summary>R²; what is wrong with the targets is said of y.</summary>
    public static double Score(Vector<double> predicted, Vector<double> y) => RegressionMetrics.RSquared(SamplePairs.Of(predicted, y, null));
}
