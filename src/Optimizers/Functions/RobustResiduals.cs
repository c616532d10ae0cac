namespace Optimizers;

/// <summary>Residuals whose squares are a robust loss of those of another function.</summary>
internal sealed class RobustResiduals(IResidualFunction function, RobustLoss loss) : ResidualBase(function.Dimension, function.ResidualCount), IDifferenced
{
    public IDifferentiableFunction Within(Box? bounds)
        => function is IDifferenced differenced ? new RobustResiduals((IResidualFunction)differenced.Within(bounds), loss) : this;

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals)
    {
        function.EvaluateResiduals(point, residuals);
        foreach (ref double r in residuals)
        {
            r = loss.Root(r).Value;
        }
    }

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        function.EvaluateResiduals(point, residuals, jacobian);
        for (int i = 0; i < residuals.Length; i++)
        {
            (residuals[i], double slope) = loss.Root(residuals[i]);
            Span<double> row = jacobian.Slice(i * Dimension, Dimension);
            Blas.Scale(slope, row, row);
        }
    }
}
