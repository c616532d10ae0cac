using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate that writes its derivatives.</summary>
internal sealed class GradientCurve(RowData data, double[]? rootWeights, int parameterCount, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>, double> model)
    : CurveResiduals(data, rootWeights, parameterCount)
{
    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(Dimension);
        double value = model(x, parameters, rented.AsSpan(0, Dimension));
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        for (int i = 0; i < Data.Rows; i++)
        {
            Span<double> row = jacobian.Slice(i * Dimension, Dimension);
            residuals[i] = Weigh(i, model(Data.Row(i), point, row) - Data.Targets[i]);
            foreach (ref double derivative in row)
            {
                derivative = Weigh(i, derivative);
            }
        }
    }
}
