using System.Buffers;

namespace Optimizers.Regression;

/// <summary>Residuals as a function of coordinates in which the columns of the Jacobian at the start have norms near 1, whatever the units.</summary>
/// <remarks>Coordinates are parameters over powers of 2, so that they go back and forth without rounding.</remarks>
/// <param name="function">The residuals by the parameters.</param>
/// <param name="units">What coordinates are multiplied by to be parameters, powers of 2.</param>
internal sealed class ScaledResiduals(IResidualFunction function, double[] units) : ResidualBase(function.Dimension, function.ResidualCount)
{
    private const int LargestExponent = 1000;

    /// <summary>The units of a start.</summary>
    /// <param name="function">The residuals by the parameters.</param>
    /// <param name="start">The parameters to start from.</param>
    public static double[] UnitsOf(IResidualFunction function, double[] start)
    {
        int n = start.Length;
        double[] residuals = new double[function.ResidualCount], jacobian = new double[residuals.Length * n], column = new double[residuals.Length];
        function.EvaluateResiduals(start, residuals, jacobian);
        double size = Blas.Norm(residuals);
        return [.. Enumerable.Range(0, n).Select(k =>
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = jacobian[(i * n) + k];
            }

            // a parameter that moves nothing yet goes by its own size
            double norm = Blas.Norm(column), unit = norm > 0 ? 1 / norm : Math.Abs(start[k]) / size;
            return unit > 0 && double.IsFinite(unit) ? Math.ScaleB(1, Math.Clamp(Math.ILogB(unit), -LargestExponent, LargestExponent)) : 1;
        })];
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals)
    {
        double[] parameters = Rent(point);
        function.EvaluateResiduals(parameters.AsSpan(0, Dimension), residuals);
        ArrayPool<double>.Shared.Return(parameters);
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        double[] parameters = Rent(point);
        function.EvaluateResiduals(parameters.AsSpan(0, Dimension), residuals, jacobian);
        ArrayPool<double>.Shared.Return(parameters);
        for (int i = 0; i < jacobian.Length; i++)
        {
            jacobian[i] *= units[i % units.Length];
        }
    }

    private double[] Rent(ReadOnlySpan<double> point)
    {
        double[] parameters = ArrayPool<double>.Shared.Rent(Dimension);
        for (int k = 0; k < Dimension; k++)
        {
            parameters[k] = units[k] * point[k];
        }

        return parameters;
    }
}
