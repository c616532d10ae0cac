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
            throw new ArgumentException(Invariant($"X has {columns} columns; the model was fitted on {features}."), "X");
        }
    }

    /// <summary>R², or of probabilities the share of labels that are right; what is wrong with the targets is said of y.</summary>
    /// <param name="predicted">The predicted means.</param>
    /// <param name="y">The targets.</param>
    /// <param name="link">That of the loss; a logit link predicts probabilities.</param>
    /// <param name="centred">Whether R² is beside the mean of y, else beside 0.</param>
    public static double Score(Vector<double> predicted, Vector<double> y, Link link, bool centred)
    {
        var pairs = SamplePairs.Of(predicted, y, null);
        return link == Link.Logit
            ? pairs.Mean((probability, label) => (probability >= 0.5) == (label >= 0.5) ? 1 : 0)
            : RegressionMetrics.RSquared(pairs, centred);
    }
}
