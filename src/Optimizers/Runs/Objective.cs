using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>The function as a descent sees it: to be minimized, its evaluations counted.</summary>
internal sealed class Objective(IDifferentiableFunction function, bool maximize)
{
    public int Dimension => function.Dimension;

    public bool IsMaximized => maximize;

    /// <summary>The calls so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Turns a value to be minimized into the function's own.</summary>
    public double Own(double value) => maximize ? -value : value;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Evaluations++;
        return Turn(function.Evaluate(point, gradient), gradient);
    }

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
    {
        Evaluations++;
        return Turn(((IFiniteSumFunction)function).Evaluate(point, samples, gradient), gradient);
    }

    private double Turn(double value, Span<double> gradient)
    {
        if (!maximize)
        {
            return value;
        }

        TensorPrimitives.Negate(gradient, gradient);
        return -value;
    }
}
