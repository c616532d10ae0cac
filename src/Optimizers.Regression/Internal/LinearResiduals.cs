namespace Optimizers.Regression;

/// <summary>A mean or sum of squared errors as residuals too, for the methods that need them: r = √(cw)·(Xw + b − y), J = √(cw)·[X, 1].</summary>
internal sealed class LinearResiduals(LinearObjective objective, RowData data, bool fitIntercept, double scale) : IFiniteSumFunction, IResidualFunction, IPrefetchedSamples
{
    public int Dimension => objective.Dimension;

    public int SampleCount => objective.SampleCount;

    public int ResidualCount => data.Rows * data.TargetCount;

    /// <summary>Makes residuals of an objective, where its loss is a sum of squares.</summary>
    public static IFiniteSumFunction Of(LinearObjective objective, RowData data, ILoss loss, bool fitIntercept) => loss switch
    {
        SquaredLoss { Reduction: LossReduction.Mean } mean => new LinearResiduals(objective, data, fitIntercept, Math.Sqrt(mean.Factor / ((data.Weights?.Sum() ?? data.Rows) * data.TargetCount))),
        SquaredLoss { Reduction: LossReduction.Sum } sum => new LinearResiduals(objective, data, fitIntercept, Math.Sqrt(sum.Factor)),
        _ => objective,
    };

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => objective.Evaluate(point, gradient);

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient) => objective.Evaluate(point, samples, gradient);

    public void Prefetch(ReadOnlySpan<int> samples) => objective.Prefetch(samples);

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals)
    {
        int d = data.FeatureCount, k = data.TargetCount, stride = Dimension / k;
        for (int i = 0; i < data.Rows; i++)
        {
            for (int t = 0; t < k; t++)
            {
                ReadOnlySpan<double> group = point.Slice(t * stride, stride);
                double predicted = Blas.Dot(data.Row(i), group[..d]) + (fitIntercept ? group[d] : 0);
                residuals[(i * k) + t] = Scale(i) * (predicted - data.Targets[(i * k) + t]);
            }
        }
    }

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        int d = data.FeatureCount, k = data.TargetCount, stride = Dimension / k;
        jacobian.Clear();
        for (int row = 0; row < ResidualCount; row++)
        {
            Span<double> group = jacobian.Slice((row * Dimension) + (row % k * stride), stride);
            double root = Scale(row / k);
            Blas.Scale(root, data.Row(row / k), group[..d]);
            if (fitIntercept)
            {
                group[d] = root;
            }
        }
    }

    private double Scale(int row) => data.Weights is { } weights ? scale * Math.Sqrt(weights[row]) : scale;
}
