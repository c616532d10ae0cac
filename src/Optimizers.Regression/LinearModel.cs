using System.Globalization;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fitted linear model of one target, ŷ = Xw + b, in the units of the data.</summary>
public sealed class LinearModel
{
    private readonly double[] _weights;

    internal LinearModel(OptimizationResult training, bool hasIntercept)
    {
        int d = training.Point.Length - (hasIntercept ? 1 : 0);
        _weights = training.Point[..d];
        Coefficients = Vector<double>.Build.DenseOfArray(_weights);
        Intercept = hasIntercept ? training.Point[d] : 0;
        Training = training;
    }

    /// <summary>The coefficients w, d of them, in units of y over units of x.</summary>
    public Vector<double> Coefficients { get; }

    /// <summary>The intercept b, in units of y; 0 if none was fitted.</summary>
    public double Intercept { get; }

    /// <summary>
    /// How the fit went. Its point holds the coefficients and, if fitted, the intercept, in the user's units, and its value is the loss; its gradient norm is in
    /// the coordinates that the optimizer saw.
    /// </summary>
    public OptimizationResult Training { get; }

    /// <summary>The loss at each iteration that <see cref="OptimizationResult.History"/> keeps: the first before any step, the last at the end.</summary>
    public IReadOnlyList<double> LossHistory => [.. Training.History.Select(iteration => iteration.Value)];

    /// <summary>Predicts the targets of samples.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has coefficients.</exception>
    public Vector<double> Predict(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, _weights.Length);
        return Vector<double>.Build.DenseOfArray(Prediction.Of(X, _weights, Intercept));
    }

    /// <summary>Predicts the targets of samples of a single feature.</summary>
    /// <param name="x">The feature, n.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">The model has more than one coefficient.</exception>
    public Vector<double> Predict(Vector<double> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Prediction.CheckFeatures(1, _weights.Length);
        return (x * _weights[0]) + Intercept;
    }

    /// <summary>The coefficient of determination of the predictions, R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)².</summary>
    /// <param name="X">The features, n × d.</param>
    /// <param name="y">The targets, n.</param>
    /// <returns>1 for perfect predictions, 0 for those no better than the mean, below 0 for worse ones. Where y is constant it is 1 if the predictions are perfect, else −∞.</returns>
    /// <exception cref="ArgumentException">X or y do not fit the model or each other.</exception>
    public double Score(Matrix<double> X, Vector<double> y) => Prediction.Score(Predict(X), y);

    /// <inheritdoc cref="Score(Matrix{double}, Vector{double})"/>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    public double Score(Vector<double> x, Vector<double> y) => Prediction.Score(Predict(x), y);

    /// <summary>The model as a formula.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"y = {Intercept:G6}"));
        for (int j = 0; j < _weights.Length; j++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {(_weights[j] < 0 ? '-' : '+')} {Math.Abs(_weights[j]):G6} x{j}");
        }

        return text.ToString();
    }
}
