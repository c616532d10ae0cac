using System.Buffers;

namespace Optimizers;

/// <summary>A way to approximate derivatives from values: <see cref="ForwardDifference"/>, <see cref="CentralDifference"/>, <see cref="FivePointDifference"/>
/// or <see cref="RiddersDifference"/>.</summary>
/// <remarks>
/// <para>With neither <see cref="Step"/> nor <see cref="TypicalSize"/> given, the first step for coordinate i is that for the size max(1, |xᵢ|). Its own values
/// show whether rounding or the bend of the function spoils the difference. Where they do, the step for |xᵢ| is tried, then steps of 1/16 and 16 times the
/// length; of the pairs of neighbours that one wins which differs least, rounding included. So the units of x and f do not matter, and where the first step is
/// good no other is taken. A search takes some 2 to 30 further steps; it is made where the variable is much smaller than 1 or the function changes over a much
/// shorter length, where f is nearly 0 or nearly does not depend on xᵢ, and at kinks.</para>
/// <para>A run within bounds (<see cref="Lbfgsb"/>, <see cref="LevenbergMarquardt"/>, <see cref="Projected"/>, <see cref="ProximalGradient"/> with a set) takes
/// no value outside the box around them: near a bound the differences are one-sided, of as many values, and a coordinate whose bounds are equal is not moved
/// and has the derivative 0.</para>
/// <para>Papers: <see href="https://doi.org/10.1090/S0025-5718-1979-0537969-8">Stepleman and Winarsky 1979</see>,
/// <see href="https://doi.org/10.1137/0904025">Gill, Murray, Saunders and Wright 1983</see>. SciPy and statsmodels take the first step without a look at
/// it.</para>
/// </remarks>
public abstract record Difference
{
    private protected Difference(double? step) => Step = step;

    /// <summary>The step h, the same for every coordinate; bounds may shorten it.</summary>
    /// <value>Finite and above 0, in units of x; null by default: a step for each coordinate, found from |xᵢ| and the function.</value>
    public double? Step { get; init => field = value is { } h ? Require.Positive(h) : null; }

    /// <summary>The size that the coordinates have as a rule: the step is then that for max(|xᵢ|, this), and no other is tried.</summary>
    /// <value>Finite and above 0, in units of x; null by default: found from |xᵢ| and the function. Where there is a <see cref="Step"/>, that counts.</value>
    public double? TypicalSize { get; init => field = value is { } size ? Require.Positive(size) : null; }

    /// <summary>Functions of a point, all evaluated at once.</summary>
    internal interface IValues
    {
        /// <summary>Whether all values have one unit, so that their sizes can be compared.</summary>
        bool HaveOneUnit { get; }

        /// <summary>Writes the m values.</summary>
        void Evaluate(ReadOnlySpan<double> point, Span<double> values);
    }

    /// <summary>p, where the error of the derivative shrinks with hᵖ.</summary>
    internal abstract int Order { get; }

    /// <summary>The step for a length of 1, which balances truncation against rounding.</summary>
    internal abstract double RelativeStep { get; }

    /// <summary>The relative error that is good enough to try no other step.</summary>
    internal virtual double Accuracy => 1e-8;

    /// <summary>The error that is good enough near a stationary point, beside the change of the slope over the step.</summary>
    internal virtual double BendAccuracy => 1e-3;

    /// <summary>Whether the estimated errors hold truncation too.</summary>
    internal virtual bool KnowsItsError => false;

    /// <summary>The difference that takes part in the search for a step.</summary>
    internal virtual Difference Searching => this;

    /// <summary>Where a partial derivative is evaluated on both sides; null: always on one.</summary>
    private protected abstract Stencil? Inside { get; }

    /// <summary>Where it is evaluated on one side, next to a bound.</summary>
    private protected abstract Stencil Edge { get; }

    /// <summary>Writes an approximate Jacobian.</summary>
    /// <param name="functions">m functions of n coordinates.</param>
    /// <param name="point">x, n.</param>
    /// <param name="valuesAtPoint">The values at x, m.</param>
    /// <param name="jacobian">Receives the approximation, m × n row by row.</param>
    /// <param name="bounds">Where the functions may be evaluated; null: everywhere.</param>
    /// <param name="size">The size that the coordinates are taken to have at first, where |xⱼ| is less; 0: |xⱼ|.</param>
    internal void Write<TValues>(
        TValues functions, ReadOnlySpan<double> point, ReadOnlySpan<double> valuesAtPoint, Span<double> jacobian, Box? bounds = null, double size = 1)
        where TValues : IValues
    {
        int n = point.Length, m = valuesAtPoint.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * m);
        try
        {
            Span<double> column = rented.AsSpan(0, m), errors = rented.AsSpan(m, m);
            for (int j = 0; j < n; j++)
            {
                WriteColumn(functions, point, j, valuesAtPoint, column, errors, bounds, size);
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

    /// <summary>Writes the derivatives by one coordinate with their errors.</summary>
    /// <param name="functions">m functions of n coordinates.</param>
    /// <param name="point">x, n.</param>
    /// <param name="j">The coordinate.</param>
    /// <param name="valuesAtPoint">The values at x, m.</param>
    /// <param name="column">Receives the derivatives, m.</param>
    /// <param name="errors">Receives estimates of their errors, m.</param>
    /// <param name="bounds">Where the functions may be evaluated; null: everywhere.</param>
    /// <param name="size">The size that the coordinate is taken to have at first, where |xⱼ| is less; 0: |xⱼ|.</param>
    /// <param name="confirm">Whether two steps at least are to agree.</param>
    internal void WriteColumn<TValues>(
        TValues functions,
        ReadOnlySpan<double> point,
        int j,
        ReadOnlySpan<double> valuesAtPoint,
        Span<double> column,
        Span<double> errors,
        Box? bounds = null,
        double size = 1,
        bool confirm = false)
        where TValues : IValues
    {
        int n = point.Length, m = valuesAtPoint.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(n + m + (StepSearch<TValues>.Columns * m));
        try
        {
            Span<double> moved = rented.AsSpan(0, n), scratch = rented.AsSpan(n, m);
            point.CopyTo(moved);
            (double lower, double upper) = bounds is null ? (double.NegativeInfinity, double.PositiveInfinity) : (bounds.Lower(j), bounds.Upper(j));
            var probe = new Probe<TValues>(functions, moved, j, valuesAtPoint, scratch, lower, upper);
            double length = TypicalSize is { } typical ? Math.Max(typical, probe.Size) : probe.Guess(size), h = Step ?? probe.Rounded(RelativeStep * length);
            bool isFree = Step is null && TypicalSize is null;
            new StepSearch<TValues>(this, probe, rented.AsSpan(n + m, StepSearch<TValues>.Columns * m)).Write(h, isFree, confirm, column, errors);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Estimates the derivatives by one step.</summary>
    internal virtual void Estimate<TValues>(Probe<TValues> probe, double h, Estimates estimates)
        where TValues : IValues
    {
        (bool isInside, double step) = Fit(probe.Below, probe.Above, h);
        Apply(isInside ? Inside! : Edge, probe, step, estimates);
    }

    /// <summary>Chooses the side, and shortens the step to the room there is.</summary>
    private protected (bool IsInside, double Step) Fit(double below, double above, double h)
    {
        if (Inside is { } inside && Math.Min(below, above) >= inside.Reach * h)
        {
            return (true, h);
        }

        double reach = Edge.Reach;
        return (false, above >= reach * h || above >= below ? Math.Min(h, above / reach) : -Math.Min(h, below / reach));
    }

    /// <summary>The longest step that the room allows.</summary>
    internal double Longest(double below, double above)
        => Math.Max(Inside is { } inside ? Math.Min(below, above) / inside.Reach : 0, Math.Max(below, above) / Edge.Reach);

    private protected static void Apply<TValues>(Stencil stencil, Probe<TValues> probe, double h, Estimates estimates)
        where TValues : IValues
    {
        estimates.Clear();
        if (h == 0)
        {
            return;
        }

        foreach ((double offset, double weight, double bend) in stencil.Nodes)
        {
            ReadOnlySpan<double> values = probe.At(offset * h);
            Blas.AddScaled(weight, values, estimates.Derivatives);
            Blas.AddScaled(bend, values, estimates.Bends);
            for (int i = 0; i < values.Length; i++)
            {
                estimates.Rounding[i] = Math.Max(estimates.Rounding[i], Math.Abs(values[i]));
            }
        }

        double length = Math.Abs(h);
        for (int i = 0; i < estimates.Rounding.Length; i++)
        {
            estimates.Derivatives[i] /= h;
            estimates.Bends[i] = Math.Abs(estimates.Bends[i]) / length;
            estimates.Errors[i] = estimates.Rounding[i] = StepSearch<TValues>.MachineEpsilon * estimates.Rounding[i] / length;
        }
    }
}
