using System.Buffers;

namespace Optimizers;

/// <summary>A function with its gradient by dual numbers, four partial derivatives in one evaluation.</summary>
internal sealed class ForwardFunction<TFunction>(int dimension, TFunction function) : IDifferentiableFunction
    where TFunction : IScalarFunction
{
    public int Dimension { get; } = Require.AtLeast(1, dimension, nameof(dimension));

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        Dual[] x = ArrayPool<Dual>.Shared.Rent(Dimension);
        double value = 0;
        for (int first = 0; first < Dimension; first += Dual.Lanes)
        {
            DualSeed.Write(point, x, first);
            Dual result = function.Evaluate<Dual>(x.AsSpan(0, Dimension));
            value = result.Value;
            for (int lane = 0; lane < Dual.Lanes && first + lane < Dimension; lane++)
            {
                gradient[first + lane] = result.Partials[lane];
            }
        }

        ArrayPool<Dual>.Shared.Return(x);
        return value;
    }

    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.Evaluation(point, Dimension);
        return ScalarValue.Of(function, point);
    }
}
