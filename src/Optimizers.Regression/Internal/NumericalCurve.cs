namespace Optimizers.Regression;

/// <summary>A curve from a delegate, with derivatives by differences within bounds.</summary>
internal sealed class NumericalCurve(
    RowData data, double[]? rootWeights, FreeParameters parameters, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference)
    : CurveResiduals(data, rootWeights, parameters)
{
    public override double Accuracy => 1e-9;

    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters) => model(x, parameters);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        difference.Write(new Values(this), point, residuals, jacobian, Parameters.Bounds);
    }

    private readonly struct Values(NumericalCurve curve) : Difference.IValues
    {
        public bool HaveOneUnit => true;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> values) => curve.EvaluateResiduals(point, values);
    }
}
