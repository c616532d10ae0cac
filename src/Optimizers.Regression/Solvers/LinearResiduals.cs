namespace Optimizers.Regression;

/// <summary>A mean or sum of squared errors as residuals too, for the methods that need them: r = √(cw)·(Zw + b − y), J = √(cw)·[Z, 1].</summary>
internal sealed class LinearResiduals(LinearObjective objective, StandardizedSamples fit, DenseRows data, double scale)
    : IFiniteSumFunction, IResidualFunction, IPrefetchedSamples
{
    public int Dimension => objective.Dimension;

    public int SampleCount => objective.SampleCount;

    public int ResidualCount => data.Rows * data.TargetCount;

    /// <summary>Makes residuals of an objective, where its loss is a sum of squares and its samples are in memory.</summary>
    public static IFiniteSumFunction Of(LinearObjective objective, StandardizedSamples fit) => (fit.Settings.Loss, fit.Given) switch
    {
        (SquaredLoss { Reduction: LossReduction.Mean } mean, DenseRows data) => new LinearResiduals(
            objective, fit, data, Math.Sqrt(mean.Factor / (fit.Moments.Weight * fit.Targets))),
        (SquaredLoss { Reduction: LossReduction.Sum } sum, DenseRows data) => new LinearResiduals(objective, fit, data, Math.Sqrt(sum.Factor)),
        _ => objective,
    };

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => objective.Evaluate(point, gradient);

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient) => objective.Evaluate(point, samples, gradient);

    public void Prefetch(ReadOnlySpan<int> samples) => objective.Prefetch(samples);

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals)
    {
        int d = fit.Features, k = fit.Targets, stride = fit.Stride;
        double[] row = new double[d];
        for (int i = 0; i < data.Rows; i++)
        {
            Read(i, row);
            for (int t = 0; t < k; t++)
            {
                ReadOnlySpan<double> group = point.Slice(t * stride, stride);
                double predicted = Blas.Dot(row, group[..d]) + (stride > d ? group[d] : 0);
                residuals[(i * k) + t] = Scale(i) * (predicted - (data.Targets[(i * k) + t] - fit.TargetShift[t]));
            }
        }
    }

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        int d = fit.Features, k = fit.Targets, stride = fit.Stride;
        jacobian.Clear();
        for (int row = 0; row < ResidualCount; row++)
        {
            Span<double> group = jacobian.Slice((row * Dimension) + (row % k * stride), stride);
            double root = Scale(row / k);
            Read(row / k, group[..d]);
            Blas.Scale(root, group[..d], group[..d]);
            if (stride > d)
            {
                group[d] = root;
            }
        }
    }

    private void Read(int row, Span<double> z)
    {
        data.Row(row).CopyTo(z);
        fit.Pending?.Apply(z, z);
    }

    private double Scale(int row) => data.Weights is { } weights ? scale * Math.Sqrt(weights[row]) : scale;
}
