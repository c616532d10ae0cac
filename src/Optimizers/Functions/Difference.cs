using System.Buffers;

namespace Optimizers;

/// <summary>A way to approximate a gradient from values: <see cref="ForwardDifference"/> or <see cref="CentralDifference"/>.</summary>
public abstract record Difference
{
    private protected Difference(double? step) => Step = step;

    /// <summary>The step h, the same for every coordinate.</summary>
    /// <value>Finite and above 0, in units of x; null by default: a step for each coordinate that grows with |xᵢ|.</value>
    public double? Step { get; init => field = value is { } h ? Require.Positive(h) : null; }

    /// <summary>Writes the approximate gradient.</summary>
    /// <param name="value">The function.</param>
    /// <param name="point">x.</param>
    /// <param name="valueAtPoint">f(x).</param>
    /// <param name="gradient">Receives the approximation.</param>
    internal void Write(Func<ReadOnlySpan<double>, double> value, ReadOnlySpan<double> point, double valueAtPoint, Span<double> gradient)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(point.Length);
        try
        {
            Span<double> moved = rented.AsSpan(0, point.Length);
            point.CopyTo(moved);
            for (int i = 0; i < point.Length; i++)
            {
                // an own step is rounded so that x + h − x is h
                double h = Step ?? (point[i] + (RelativeStep * Math.Max(1, Math.Abs(point[i]))) - point[i]);
                gradient[i] = Partial(value, moved, i, h, valueAtPoint);
                moved[i] = point[i];
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The step for |xᵢ| ≤ 1, which balances truncation against rounding.</summary>
    private protected abstract double RelativeStep { get; }

    /// <summary>Approximates ∂f/∂xᵢ; may leave xᵢ moved.</summary>
    private protected abstract double Partial(Func<ReadOnlySpan<double>, double> value, Span<double> x, int i, double h, double valueAtPoint);
}
