using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fitted linear model of k targets, Ŷ = XW + 1bᵀ, in the units of the data.</summary>
public sealed class MultiTargetLinearModel
{
    internal MultiTargetLinearModel(OptimizationResult training, int targets, bool hasIntercept)
    {
        int stride = training.Point.Length / targets, d = stride - (hasIntercept ? 1 : 0);
        Coefficients = Matrix<double>.Build.Dense(d, targets, (j, t) => training.Point[(t * stride) + j]);
        Intercept = Vector<double>.Build.Dense(targets, t => hasIntercept ? training.Point[(t * stride) + d] : 0);
        Training = training;
    }

    /// <summary>The coefficients W, d × k: a column for each target.</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>The intercepts b, k; 0 if none were fitted.</summary>
    public Vector<double> Intercept { get; }

    /// <summary>
    /// How the fit went. Its point holds, for each target in turn, the coefficients and, if fitted, the intercept, in the user's units, and its value is the
    /// loss; its gradient norm is in the coordinates that the optimizer saw.
    /// </summary>
    public OptimizationResult Training { get; }

    /// <summary>The loss at each iteration that <see cref="OptimizationResult.History"/> keeps: the first before any step, the last at the end.</summary>
    public IReadOnlyList<double> LossHistory => [.. Training.History.Select(iteration => iteration.Value)];

    /// <summary>Predicts the targets of samples.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>Ŷ, n × k.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has features.</exception>
    public Matrix<double> Predict(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, Coefficients.RowCount);
        return Matrix<double>.Build.DenseOfColumnArrays(
            Enumerable.Range(0, Intercept.Count).Select(t => Prediction.Of(X, Coefficients.Column(t).ToArray(), Intercept[t])));
    }

    /// <summary>The mean over the targets of their coefficients of determination, R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)².</summary>
    /// <param name="X">The features, n × d.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <returns>At most 1; see <see cref="LinearModel.Score(Matrix{double}, Vector{double})"/>.</returns>
    /// <exception cref="ArgumentException">X or Y do not fit the model or each other.</exception>
    public double Score(Matrix<double> X, Matrix<double> Y)
    {
        ArgumentNullException.ThrowIfNull(Y);
        Require.SameCount(Y.ColumnCount, Intercept.Count, "columns in Y", "targets", nameof(Y));
        Matrix<double> predicted = Predict(X);
        return Enumerable.Range(0, Intercept.Count).Average(t => Prediction.Score(predicted.Column(t), Y.Column(t)));
    }
}
