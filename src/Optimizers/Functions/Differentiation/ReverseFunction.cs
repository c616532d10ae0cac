using System.Buffers;

namespace Optimizers;

/// <summary>A function with its gradient by the tape: all partial derivatives for a few times the cost of the value.</summary>
internal sealed class ReverseFunction<TFunction>(int dimension, TFunction function) : IDifferentiableFunction
    where TFunction : IScalarFunction
{
    public int Dimension { get; } = Require.AtLeast(1, dimension, nameof(dimension));

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        Tape tape = Tape.Current;
        int first = tape.Position;
        Taped[] x = ArrayPool<Taped>.Shared.Rent(Dimension);
        try
        {
            for (int i = 0; i < Dimension; i++)
            {
                x[i] = new Taped(point[i], tape.AddVariable());
            }

            Taped result = function.Evaluate<Taped>(x.AsSpan(0, Dimension));
            tape.Differentiate(result.Index, first, gradient);
            return result.Value;
        }
        finally
        {
            // a function may evaluate another one: the tape goes back to where it was
            tape.Position = first;
            ArrayPool<Taped>.Shared.Return(x);
        }
    }

    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.Evaluation(point, Dimension);
        return ScalarValue.Of(function, point);
    }
}
