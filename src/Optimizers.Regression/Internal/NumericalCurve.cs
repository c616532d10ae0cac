using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate, with derivatives by differences.</summary>
internal sealed class NumericalCurve(RowData data, double[]? rootWeights, int parameterCount, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference)
    : CurveResiduals(data, rootWeights, parameterCount)
{
    public override double Accuracy => 1e-9;

    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters) => model(x, parameters);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        int p = point.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(3 * p);
        try
        {
            // Parameters of 1e-6 are as usual as those of 1e6: the steps are shares of them, unless one step was given for all.
            Memory<double> scale = rented.AsMemory(0, p), moved = rented.AsMemory(p, p);
            Span<double> relative = rented.AsSpan(2 * p, p);
            for (int j = 0; j < p; j++)
            {
                scale.Span[j] = difference.Step is null && point[j] != 0 ? Math.Abs(point[j]) : 1;
                relative[j] = point[j] / scale.Span[j];
            }

            difference.Write(new ScaledValues(this, scale, moved), relative, residuals, jacobian);
            for (int k = 0; k < jacobian.Length; k++)
            {
                jacobian[k] /= scale.Span[k % p];
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
            Span<double> parameters = moved.Span;
            for (int j = 0; j < parameters.Length; j++)
            {
                parameters[j] = point[j] * scale.Span[j];
            }

            curve.EvaluateResiduals(parameters, values);
        }
    }
}
