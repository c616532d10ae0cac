namespace Optimizers;

/// <summary>Residuals from a delegate, with a Jacobian by differences.</summary>
internal sealed class NumericalResiduals : ResidualBase
{
    private readonly Action<ReadOnlySpan<double>, Span<double>> _residuals;
    private readonly Difference _difference;
    private Box? _bounds;

    public NumericalResiduals(int dimension, int residualCount, Action<ReadOnlySpan<double>, Span<double>> residuals, Difference difference)
        : base(dimension, residualCount) => (_residuals, _difference) = (Require.NotNull(residuals, nameof(residuals)), difference);

    /// <summary>The same residuals, their differences taken within bounds.</summary>
    public NumericalResiduals Within(Box bounds) => new(Dimension, ResidualCount, _residuals, _difference) { _bounds = bounds };

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals) => _residuals(point, residuals);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        _residuals(point, residuals);
        _difference.Write(new DelegateValues(_residuals), point, residuals, jacobian, _bounds);
    }
}
