using System.Buffers;

namespace Optimizers;

/// <summary>A way to approximate derivatives from values: <see cref="ForwardDifference"/>, <see cref="CentralDifference"/>, <see cref="FivePointDifference"/> or <see cref="RiddersDifference"/>.</summary>
public abstract record Difference
{
    private protected Difference(double? step) => Step = step;

    /// <summary>The step h, the same for every coordinate.</summary>
    /// <value>Finite and above 0, in units of x; null by default: a step for each coordinate that grows with |xᵢ|.</value>
    public double? Step { get; init => field = value is { } h ? Require.Positive(h) : null; }

    /// <summary>Functions of a point, all evaluated at once.</summary>
    internal interface IValues
    {
        /// <summary>Writes the m values.</summary>
        void Evaluate(ReadOnlySpan<double> point, Span<double> values);
    }

    /// <summary>The step for |xᵢ| ≤ 1, which balances truncation against rounding.</summary>
    private protected abstract double RelativeStep { get; }

    /// <summary>Where a partial derivative is evaluated, in steps from x, and the weights of the values.</summary>
    private protected abstract ReadOnlySpan<(double Offset, double Weight)> Stencil { get; }

    /// <summary>Writes an approximate Jacobian.</summary>
    /// <param name="functions">m functions of n coordinates.</param>
    /// <param name="point">x, n.</param>
    /// <param name="valuesAtPoint">The values at x, m.</param>
    /// <param name="jacobian">Receives the approximation, m × n row by row.</param>
    /// <param name="bounds">Where the functions may be evaluated; null: anywhere.</param>
    internal void Write<TValues>(TValues functions, ReadOnlySpan<double> point, ReadOnlySpan<double> valuesAtPoint, Span<double> jacobian, Box? bounds = null)
        where TValues : IValues
    {
        int n = point.Length, m = valuesAtPoint.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(n + (2 * m));
        try
        {
            Span<double> moved = rented.AsSpan(0, n), column = rented.AsSpan(n, m), scratch = rented.AsSpan(n + m, m);
            point.CopyTo(moved);
            for (int j = 0; j < n; j++)
            {
                // an own step is rounded so that x + h − x is h
                double h = Step ?? (point[j] + (RelativeStep * Math.Max(1, Math.Abs(point[j]))) - point[j]);
                if (bounds is not null && Math.Min(point[j] - bounds.Lower(j), bounds.Upper(j) - point[j]) < Reach * h)
                {
                    WriteInwardColumn(functions, moved, j, bounds, valuesAtPoint, column, scratch);
                }
                else
                {
                    WriteColumn(functions, moved, j, h, valuesAtPoint, column, scratch);
                }

                for (int i = 0; i < m; i++)
                {
                    jacobian[(i * n) + j] = column[i];
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The farthest value from x, in steps.</summary>
    private double Reach
    {
        get
        {
            double farthest = 1;
            foreach ((double offset, _) in Stencil)
            {
                farthest = Math.Max(farthest, Math.Abs(offset));
            }

            return farthest;
        }
    }

    /// <summary>Near a bound: (−3f(x) + 4f(x + h) − f(x + 2h)) / 2h away from it, error ⅓h²·|f‴|; 0 where there is no room.</summary>
    private void WriteInwardColumn<TValues>(
        TValues functions, Span<double> point, int j, Box bounds, ReadOnlySpan<double> valuesAtPoint, Span<double> column, Span<double> scratch)
        where TValues : IValues
    {
        const double Share = 6e-6;
        double middle = point[j], up = bounds.Upper(j) - middle, down = middle - bounds.Lower(j), room = up >= down ? up : -down;
        double h = Math.CopySign(Math.Min(Step ?? (Share * Math.Max(1, Math.Abs(middle))), Math.Abs(room) / 2), room);
        column.Clear();
        if (h != 0)
        {
            Blas.AddScaled(-3, valuesAtPoint, column);
            foreach ((double steps, double weight) in ((double, double)[])[(1, 4), (2, -1)])
            {
                point[j] = Math.Clamp(middle + (steps * h), bounds.Lower(j), bounds.Upper(j));
                functions.Evaluate(point, scratch);
                Blas.AddScaled(weight, scratch, column);
            }

            point[j] = middle;
            Blas.Scale(1 / (2 * h), column, column);
        }
    }

    /// <summary>Writes the derivatives by one coordinate; leaves the point as it was.</summary>
    private protected virtual void WriteColumn<TValues>(
        TValues functions, Span<double> point, int j, double h, ReadOnlySpan<double> valuesAtPoint, Span<double> column, Span<double> scratch)
        where TValues : IValues
    {
        double middle = point[j];
        column.Clear();
        foreach ((double offset, double weight) in Stencil)
        {
            if (offset == 0)
            {
                Blas.AddScaled(weight, valuesAtPoint, column);
                continue;
            }

            point[j] = middle + (offset * h);
            functions.Evaluate(point, scratch);
            Blas.AddScaled(weight, scratch, column);
        }

        point[j] = middle;
        foreach (ref double derivative in column)
        {
            derivative /= h;
        }
    }
}
