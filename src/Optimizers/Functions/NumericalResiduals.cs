namespace Optimizers;

/// <summary>Residuals from a delegate, with a Jacobian by differences within bounds.</summary>
internal sealed class NumericalResiduals : ResidualBase, IDifferenced
{
    private readonly Action<ReadOnlySpan<double>, Span<double>> _residuals;
    private readonly Difference _difference;
    private readonly Box? _bounds;

    public NumericalResiduals(int dimension, int residualCount, Action<ReadOnlySpan<double>, Span<double>> residuals, Difference difference, Box? bounds = null)
        : base(dimension, residualCount) => (_residuals, _difference, _bounds) = (Require.NotNull(residuals, nameof(residuals)), difference, bounds);

    public IDifferentiableFunction Within(Box? bounds) => new NumericalResiduals(Dimension, ResidualCount, _residuals, _difference, bounds);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals) => _residuals(point, residuals);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        _residuals(point, residuals);
        _difference.Write(new DelegateValues(_residuals, haveOneUnit: true), point, residuals, jacobian, _bounds);
    }
}
