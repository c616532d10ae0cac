using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve written over <see cref="IScalar{T}"/>, with exact derivatives by dual numbers.</summary>
internal sealed class ScalarCurve<TSurface>(DenseRows data, double[]? rootWeights, FreeParameters parameters, TSurface surface)
    : CurveResiduals(data, rootWeights, parameters)
    where TSurface : ISurface
{
    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters)
    {
        Plain[] rented = ArrayPool<Plain>.Shared.Rent(parameters.Length);
        for (int j = 0; j < parameters.Length; j++)
        {
            rented[j] = parameters[j];
        }

        double value = surface.Evaluate<Plain>(x, rented.AsSpan(0, parameters.Length)).Value;
        ArrayPool<Plain>.Shared.Return(rented);
        return value;
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        int p = Parameters.Values.Length;
        Dual[] rented = ArrayPool<Dual>.Shared.Rent(p + Dimension);
        Span<Dual> all = rented.AsSpan(0, p), free = rented.AsSpan(p, Dimension);
        for (int j = 0; j < p; j++)
        {
            all[j] = Parameters.Values[j];
        }

        for (int first = 0; first < Dimension; first += Dual.Lanes)
        {
            DualSeed.Write(point, free, first);
            for (int k = 0; k < Dimension; k++)
            {
                all[Parameters.Free[k]] = free[k];
            }

            for (int i = 0; i < Data.Rows; i++)
            {
                Dual value = surface.Evaluate<Dual>(Data.Row(i), all);
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
