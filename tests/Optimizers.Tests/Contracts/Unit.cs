namespace Optimizers.Tests;

/// <summary>Units of a problem: a value of 1 becomes <see cref="Value"/>, a variable of 1 becomes <see cref="Variable"/>.</summary>
/// <param name="Value">S.</param>
/// <param name="Variable">u.</param>
public readonly record struct Unit(double Value, double Variable)
{
    public static Unit One { get; } = new(1, 1);

    /// <summary>In which nothing rounds.</summary>
    public static IReadOnlyList<Unit> PowersOf2 { get; } =
        [.. from value in (int[])[0, 200, -200] from variable in (int[])[0, 60, -60] where (value, variable) != (0, 0) select new Unit(
            Math.ScaleB(1, value), Math.ScaleB(1, variable))];

    public static IReadOnlyList<Unit> PowersOf10 { get; } = [new(1e14, 1),
        new(1e-7, 1), new(1e30, 1), new(1e-30, 1), new(1, 1e7), new(1, 1e-7), new(1e14, 1e-7)];

    /// <summary>A derivative of 1.</summary>
    public double Slope => Value / Variable;

    /// <summary>A second derivative of 1.</summary>
    public double Curvature => Slope / Variable;

    /// <summary>g(z) = S·f(z/u), ∇g = S/u·∇f.</summary>
    public IDifferentiableFunction Of(IDifferentiableFunction function)
    {
        (double value, double variable, double slope) = (Value, Variable, Slope);
        double[] x = new double[function.Dimension];
        return DifferentiableFunction.Create(x.Length, (z, g) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = z[i] / variable;
            }

            double f = function.Evaluate(x, g);
            for (int i = 0; i < x.Length; i++)
            {
                g[i] *= slope;
            }

            return f * value;
        });
    }

    /// <summary>Points of the problem in this unit.</summary>
    public double[] Of(double[] point)
    {
        double variable = Variable;
        return [.. point.Select(x => x * variable)];
    }

    /// <summary>Points in this unit as those of the problem.</summary>
    public double[] Back(double[] point)
    {
        double variable = Variable;
        return [.. point.Select(x => x / variable)];
    }
}
