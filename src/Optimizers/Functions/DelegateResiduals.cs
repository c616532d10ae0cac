namespace Optimizers;

/// <summary>Residuals and Jacobian from two delegates.</summary>
internal sealed class DelegateResiduals : ResidualBase
{
    private readonly Action<ReadOnlySpan<double>, Span<double>> _residuals;
    private readonly Action<ReadOnlySpan<double>, Span<double>> _jacobian;

    public DelegateResiduals(
        int dimension, int residualCount, Action<ReadOnlySpan<double>, Span<double>> residuals, Action<ReadOnlySpan<double>, Span<double>> jacobian)
        : base(dimension, residualCount) =>
            (_residuals, _jacobian) = (Require.NotNull(residuals, nameof(residuals)), Require.NotNull(jacobian, nameof(jacobian)));

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals) => _residuals(point, residuals);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        _residuals(point, residuals);
        _jacobian(point, jacobian);
    }
}
