using System.Buffers;

namespace Optimizers.Regression;

/// <summary>The residuals √wᵢ(f(xᵢ; parameters) − yᵢ) of a curve as a function of its free parameters.</summary>
/// <param name="data">The samples.</param>
/// <param name="rootWeights">√w, n; null: 1.</param>
/// <param name="parameters">The parameters.</param>
internal abstract class CurveResiduals(DenseRows data, double[]? rootWeights, FreeParameters parameters) : ResidualBase(parameters.Free.Length, data.Rows)
{
    /// <summary>The relative accuracy of the Jacobian.</summary>
    public virtual double Accuracy => 1e-13;

    /// <summary>The features of a sample.</summary>
    public int FeatureCount => data.FeatureCount;

    /// <summary>Whether a parameter could move.</summary>
    public bool IsFree(int parameter) => parameters.Free.Contains(parameter);

    protected DenseRows Data => data;

    protected FreeParameters Parameters => parameters;

    /// <summary>Evaluates the model.</summary>
    /// <param name="x">The features.</param>
    /// <param name="parameters">All parameters.</param>
    public abstract double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters);

    protected sealed override void Write(ReadOnlySpan<double> point, Span<double> residuals)
    {
        WritePredictions(point, residuals);
        ToResiduals(residuals, residuals);
    }

    /// <summary>Writes the predictions, not weighted.</summary>
    protected void WritePredictions(ReadOnlySpan<double> point, Span<double> predictions)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(parameters.Values.Length);
        Span<double> all = rented.AsSpan(0, parameters.Values.Length);
        parameters.Write(point, all);
        for (int i = 0; i < data.Rows; i++)
        {
            predictions[i] = Predict(data.Row(i), all);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    protected void ToResiduals(ReadOnlySpan<double> predictions, Span<double> residuals)
    {
        for (int i = 0; i < data.Rows; i++)
        {
            residuals[i] = Weigh(i, predictions[i] - data.Targets[i]);
        }
    }

    protected double Weigh(int row, double value) => rootWeights is null ? value : rootWeights[row] * value;
}
