using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate, with derivatives by differences within bounds.</summary>
internal sealed class NumericalCurve(
    RowData data, double[]? rootWeights, FreeParameters parameters, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference)
    : CurveResiduals(data, rootWeights, parameters)
{
    public override double Accuracy => 1e-9;

    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters) => model(x, parameters);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        double[] rented = ArrayPool<double>.Shared.Rent(3 * Dimension);
        try
        {
            // Parameters of 1e-6 are as usual as those of 1e6: the steps are shares of them, unless one step was given for all.
            Memory<double> scale = rented.AsMemory(0, Dimension), moved = rented.AsMemory(Dimension, Dimension);
            Span<double> relative = rented.AsSpan(2 * Dimension, Dimension);
            for (int j = 0; j < Dimension; j++)
            {
                scale.Span[j] = difference.Step is null && point[j] != 0 ? Math.Abs(point[j]) : 1;
                relative[j] = point[j] / scale.Span[j];
            }

            difference.Write(new ScaledValues(this, scale, moved), relative, residuals, jacobian, Parameters.Bounds?.Per(scale.Span));
            for (int k = 0; k < jacobian.Length; k++)
            {
                jacobian[k] /= scale.Span[k % Dimension];
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private readonly struct ScaledValues(NumericalCurve curve, Memory<double> scale, Memory<double> moved) : Difference.IValues
    {
        public void Evaluate(ReadOnlySpan<double> point, Span<double> values)
        {
            Span<double> free = moved.Span;
            for (int j = 0; j < free.Length; j++)
            {
                free[j] = point[j] * scale.Span[j];
            }

            curve.Parameters.Bounds?.Project(free);
            curve.EvaluateResiduals(free, values);
        }
    }
}
