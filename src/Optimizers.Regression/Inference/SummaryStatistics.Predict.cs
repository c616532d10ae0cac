using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Predictions with intervals.</content>
internal sealed partial class SummaryStatistics
{
    /// <summary>Predicts samples of the user's features, row by row, with intervals of so many standard errors.</summary>
    public PredictionIntervals Predict(AlignedNumbers features, int rows, double[] parameters, double errors)
    {
        var samples = new DenseRows(features, new double[rows], rows, parameters.Length - (HasIntercept ? 1 : 0), 1);
        _sums.Standardization.Apply(features.Span, features.Span);
        Vector<double> mean = Vector<double>.Build.Dense(rows), low = mean.Clone(), high = mean.Clone(), lowest = mean.Clone(), highest = mean.Clone();
        double[] row = new double[parameters.Length];
        for (int i = 0; i < rows; i++)
        {
            Extend(samples.Row(i), row);
            Vector<double> x = Vector<double>.Build.DenseOfArray(row);
            double prediction = Blas.Dot(row, parameters), variance = _information.Sees(row) ? x * _covariance * x : double.PositiveInfinity;
            double half = errors * _unit * Math.Sqrt(variance), wide = errors * _unit * Math.Sqrt(variance + _scale);
            (mean[i], low[i], high[i]) = (Mean(prediction), Mean(prediction - half), Mean(prediction + half));
            (lowest[i], highest[i]) = (prediction - wide, prediction + wide);
        }

        return new PredictionIntervals(mean, low, high, IsLeastSquares ? lowest : null, IsLeastSquares ? highest : null);
    }

    private double Mean(double prediction)
    {
        Span<double> mean = [prediction];
        _sums.Loss.Link.Apply(mean, 1);
        return mean[0];
    }

    private static void Extend(ReadOnlySpan<double> sample, double[] row)
    {
        row[^1] = 1;
        sample.CopyTo(row);
    }
}
