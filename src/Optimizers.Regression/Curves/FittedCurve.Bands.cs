using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Bands around the curve, by the delta method.</content>
public sealed partial class FittedCurve
{
    /// <summary>The confidence interval of the curve at a feature.</summary>
    /// <remarks>
    /// <code>
    /// ŷ ± t·√(gᵀ Covariance g),  g = ∂f/∂parameters at x
    /// </code>
    /// <para>It covers the true curve at each x with the probability given, not at all of them at once. t is the quantile of Student's distribution, of the
    /// normal one where the weights are absolute. A fixed parameter, or one at its bound, is taken for known. The interval is infinite where the prediction
    /// depends on what the data do not determine.</para>
    /// </remarks>
    /// <param name="x">The feature.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The two ends.</returns>
    /// <exception cref="ArgumentException">x is not finite, the model has several features, or the level is out of range.</exception>
    public (double Low, double High) ConfidenceBand(double x, double level = 0.95) => One(ConfidenceBand(Vector<double>.Build.Dense(1, x), level));

    /// <summary>The confidence band of the curve.</summary>
    /// <inheritdoc cref="ConfidenceBand(double, double)" path="/remarks|/exception"/>
    /// <param name="x">The feature, n.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The lower and the upper ends, n each.</returns>
    public (Vector<double> Low, Vector<double> High) ConfidenceBand(Vector<double> x, double level = 0.95)
        => Band(DenseRows.From(x, Zeros(x?.Count ?? 0)), level, 0);

    /// <summary>The confidence band of the predictions for samples.</summary>
    /// <inheritdoc cref="ConfidenceBand(double, double)" path="/remarks"/>
    /// <param name="X">The features, n × d.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The lower and the upper ends, n each.</returns>
    /// <exception cref="ArgumentException">X is not finite or has another number of columns than the data of the fit, or the level is out of range.</exception>
    public (Vector<double> Low, Vector<double> High) ConfidenceBand(Matrix<double> X, double level = 0.95)
        => Band(DenseRows.From(X, Zeros(X?.RowCount ?? 0)), level, 0);

    /// <summary>The interval of a new observation at a feature.</summary>
    /// <remarks>
    /// <code>
    /// ŷ ± t·√(gᵀ Covariance g + σ̂²/w)
    /// </code>
    /// <para>As the confidence band, with the variance of the observation added: σ̂² = RSS/(n − p) for one of weight 1, 1/w where the weights are absolute. Of
    /// a fit with a loss RSS is that of all samples, outliers included.</para>
    /// </remarks>
    /// <param name="x">The feature.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <param name="weight">w, the weight that the observation would have in the fit, finite and above 0; 1 by default.</param>
    /// <returns>The two ends.</returns>
    /// <exception cref="ArgumentException">x is not finite, the model has several features, or level or weight are out of range.</exception>
    public (double Low, double High) PredictionBand(double x, double level = 0.95, double weight = 1)
        => One(PredictionBand(Vector<double>.Build.Dense(1, x), level, weight));

    /// <summary>The band of new observations.</summary>
    /// <inheritdoc cref="PredictionBand(double, double, double)" path="/remarks|/exception"/>
    /// <param name="x">The feature, n.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <param name="weight">w, the weight that each observation would have in the fit, finite and above 0; 1 by default.</param>
    /// <returns>The lower and the upper ends, n each.</returns>
    public (Vector<double> Low, Vector<double> High) PredictionBand(Vector<double> x, double level = 0.95, double weight = 1)
        => Band(DenseRows.From(x, Zeros(x?.Count ?? 0)), level, VarianceOf(weight));

    /// <summary>The band of new observations of samples.</summary>
    /// <inheritdoc cref="PredictionBand(double, double, double)" path="/remarks"/>
    /// <param name="X">The features, n × d.</param>
    /// <param name="level">The probability, above 0 and below 1; 0.95 by default.</param>
    /// <param name="weight">w, the weight that each observation would have in the fit, finite and above 0; 1 by default.</param>
    /// <returns>The lower and the upper ends, n each.</returns>
    /// <exception cref="ArgumentException">X is not finite or has another number of columns than the data of the fit, or level or weight are out of
    /// range.</exception>
    public (Vector<double> Low, Vector<double> High) PredictionBand(Matrix<double> X, double level = 0.95, double weight = 1)
        => Band(DenseRows.From(X, Zeros(X?.RowCount ?? 0)), level, VarianceOf(weight));

    private static (double Low, double High) One((Vector<double> Low, Vector<double> High) band) => (band.Low[0], band.High[0]);

    private static Vector<double> Zeros(int count) => Vector<double>.Build.Dense(Math.Max(count, 1));

    private double VarianceOf(double weight)
        => (_absoluteWeights ? 1 : DegreesOfFreedom > 0 ? ResidualSumOfSquares / DegreesOfFreedom : double.PositiveInfinity)
            / Require.Positive(weight, nameof(weight));

    private (Vector<double> Low, Vector<double> High) Band(DenseRows samples, double level, double added)
    {
        Prediction.CheckFeatures(samples.FeatureCount, _curve.FeatureCount);
        double quantile = Quantile(level);
        int n = samples.Rows, q = _free.Free.Length;
        double[] predictions = new double[n], jacobian = new double[n * q];
        if (q > 0)
        {
            // of targets 0 the residuals are the predictions
            _make(samples, null, _free).EvaluateResiduals([.. _free.Free.Select(j => _parameters[j])], predictions, jacobian);
        }

        Vector<double> low = Zeros(n), high = Zeros(n);
        for (int i = 0; i < n; i++)
        {
            double center = q > 0 ? predictions[i] : _curve.Predict(samples.Row(i), _parameters), leverage = _known?.Leverage(jacobian.AsSpan(i * q, q)) ?? 0;
            double variance = (leverage == 0 ? 0 : leverage * _variance) + added, half = variance == 0 ? 0 : quantile * Math.Sqrt(variance);
            (low[i], high[i]) = (center - half, center + half);
        }

        return (low, high);
    }
}
