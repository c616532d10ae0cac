using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate that writes its derivatives.</summary>
internal sealed class GradientCurve(
    DenseRows data, double[]? rootWeights, FreeParameters parameters, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>, double> model)
    : CurveResiduals(data, rootWeights, parameters)
{
    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(parameters.Length);
        double value = model(x, parameters, rented.AsSpan(0, parameters.Length));
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        int p = Parameters.Values.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * p);
        Span<double> all = rented.AsSpan(0, p), gradient = rented.AsSpan(p, p);
        Parameters.Write(point, all);
        for (int i = 0; i < Data.Rows; i++)
        {
            residuals[i] = Weigh(i, model(Data.Row(i), all, gradient) - Data.Targets[i]);
            for (int k = 0; k < Dimension; k++)
            {
                jacobian[(i * Dimension) + k] = Weigh(i, gradient[Parameters.Free[k]]);
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
