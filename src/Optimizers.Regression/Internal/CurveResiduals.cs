namespace Optimizers.Regression;

/// <summary>The residuals √wᵢ(f(xᵢ; parameters) − yᵢ) of a curve.</summary>
/// <param name="data">The samples.</param>
/// <param name="rootWeights">√w, n; null: 1.</param>
/// <param name="parameterCount">p.</param>
internal abstract class CurveResiduals(RowData data, double[]? rootWeights, int parameterCount) : ResidualBase(parameterCount, data.Rows)
{
    /// <summary>The relative accuracy of the Jacobian.</summary>
    public virtual double Accuracy => 1e-13;

    /// <summary>The features of a sample.</summary>
    public int FeatureCount => data.FeatureCount;

    protected RowData Data => data;

    /// <summary>Evaluates the model.</summary>
    public abstract double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters);

    protected sealed override void Write(ReadOnlySpan<double> point, Span<double> residuals)
    {
        for (int i = 0; i < data.Rows; i++)
        {
            residuals[i] = Weigh(i, Predict(data.Row(i), point) - data.Targets[i]);
        }
    }

    protected double Weigh(int row, double value) => rootWeights is null ? value : rootWeights[row] * value;
}
