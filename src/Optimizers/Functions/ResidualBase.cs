using System.Buffers;

namespace Optimizers;

/// <summary>The sum of squares of residuals and its gradient.</summary>
internal abstract class ResidualBase(int dimension, int residualCount) : IResidualFunction
{
    public int Dimension { get; } = Require.AtLeast(1, dimension, nameof(dimension));

    public int ResidualCount { get; } = Require.AtLeast(1, residualCount, nameof(residualCount));

    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.Evaluation(point, Dimension);
        double[] residuals = ArrayPool<double>.Shared.Rent(ResidualCount);
        Span<double> r = residuals.AsSpan(0, ResidualCount);
        Write(point, r);
        double value = Blas.Dot(r, r);
        ArrayPool<double>.Shared.Return(residuals);
        return value;
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        double[] scratch = ArrayPool<double>.Shared.Rent(ResidualCount * (Dimension + 1));
        Span<double> r = scratch.AsSpan(0, ResidualCount), jacobian = scratch.AsSpan(ResidualCount, ResidualCount * Dimension);
        Write(point, r, jacobian);
        double value = Blas.Dot(r, r);
        gradient.Clear();
        for (int i = 0; i < ResidualCount; i++)
        {
            Blas.AddScaled(2 * r[i], jacobian.Slice(i * Dimension, Dimension), gradient);
        }

        ArrayPool<double>.Shared.Return(scratch);
        return value;
    }

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals)
    {
        Require.Evaluation(point, Dimension);
        Require.SameCount(residuals.Length, ResidualCount, "places", "residuals", nameof(residuals));
        Write(point, residuals);
    }

    public void EvaluateResiduals(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        Require.Evaluation(point, Dimension);
        Require.SameCount(residuals.Length, ResidualCount, "places", "residuals", nameof(residuals));
        Require.SameCount(jacobian.Length, ResidualCount * Dimension, "places", "partial derivatives", nameof(jacobian));
        Write(point, residuals, jacobian);
    }

    /// <summary>Writes the residuals; all lengths are right.</summary>
    protected abstract void Write(ReadOnlySpan<double> point, Span<double> residuals);

    /// <summary>Writes the residuals and their Jacobian; all lengths are right.</summary>
    protected abstract void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian);
}
