using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve written over <see cref="IScalar{T}"/>, with exact derivatives by dual numbers.</summary>
internal sealed class ScalarCurve<TSurface>(RowData data, double[]? rootWeights, int parameterCount, TSurface surface) : CurveResiduals(data, rootWeights, parameterCount)
    where TSurface : ISurface
{
    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters)
    {
        Plain[] rented = ArrayPool<Plain>.Shared.Rent(Dimension);
        for (int j = 0; j < Dimension; j++)
        {
            rented[j] = parameters[j];
        }

        double value = surface.Evaluate<Plain>(x, rented.AsSpan(0, Dimension)).Value;
        ArrayPool<Plain>.Shared.Return(rented);
        return value;
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        Dual[] rented = ArrayPool<Dual>.Shared.Rent(Dimension);
        Span<Dual> parameters = rented.AsSpan(0, Dimension);
        for (int first = 0; first < Dimension; first += Dual.Lanes)
        {
            DualSeed.Write(point, parameters, first);
            for (int i = 0; i < Data.Rows; i++)
            {
                Dual value = surface.Evaluate<Dual>(Data.Row(i), parameters);
                residuals[i] = Weigh(i, value.Value - Data.Targets[i]);
                for (int lane = 0; lane < Dual.Lanes && first + lane < Dimension; lane++)
                {
                    jacobian[(i * Dimension) + first + lane] = Weigh(i, value.Partials[lane]);
                }
            }
        }

        ArrayPool<Dual>.Shared.Return(rented);
    }
}
