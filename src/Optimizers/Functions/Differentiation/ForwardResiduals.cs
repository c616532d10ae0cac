using System.Buffers;

namespace Optimizers;

/// <summary>Residuals with their Jacobian by dual numbers, four columns in one evaluation.</summary>
internal sealed class ForwardResiduals<TResiduals>(int dimension, int residualCount, TResiduals residuals) : ResidualBase(dimension, residualCount)
    where TResiduals : IScalarResiduals
{
    protected override void Write(ReadOnlySpan<double> point, Span<double> values)
    {
        Plain[] scratch = ArrayPool<Plain>.Shared.Rent(Dimension + ResidualCount);
        Span<Plain> x = scratch.AsSpan(0, Dimension), r = scratch.AsSpan(Dimension, ResidualCount);
        for (int i = 0; i < Dimension; i++)
        {
            x[i] = point[i];
        }

        residuals.Evaluate<Plain>(x, r);
        for (int i = 0; i < ResidualCount; i++)
        {
            values[i] = r[i].Value;
        }

        ArrayPool<Plain>.Shared.Return(scratch);
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> values, Span<double> jacobian)
    {
        Dual[] scratch = ArrayPool<Dual>.Shared.Rent(Dimension + ResidualCount);
        Span<Dual> x = scratch.AsSpan(0, Dimension), r = scratch.AsSpan(Dimension, ResidualCount);
        for (int first = 0; first < Dimension; first += Dual.Lanes)
        {
            DualSeed.Write(point, x, first);
            residuals.Evaluate<Dual>(x, r);
            for (int i = 0; i < ResidualCount; i++)
            {
                values[i] = r[i].Value;
                for (int lane = 0; lane < Dual.Lanes && first + lane < Dimension; lane++)
                {
                    jacobian[(i * Dimension) + first + lane] = r[i].Partials[lane];
                }
            }
        }

        ArrayPool<Dual>.Shared.Return(scratch);
    }
}
