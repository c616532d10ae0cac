using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate, with derivatives by differences within bounds.</summary>
internal sealed class NumericalCurve(
    RowData data, double[]? rootWeights, int parameterCount, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference, Box? bounds = null)
    : CurveResiduals(data, rootWeights, parameterCount), IDifferenced
{
    public override double Accuracy => 1e-9;

    public IDifferentiableFunction Within(Box? bounds) => new NumericalCurve(data, rootWeights, parameterCount, model, difference, bounds);

    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters) => model(x, parameters);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        EvaluateResiduals(point, residuals);
        double[] predictions = ArrayPool<double>.Shared.Rent(residuals.Length);
        try
        {
            Span<double> atPoint = predictions.AsSpan(0, residuals.Length);
            residuals.CopyTo(atPoint);
            AddTargets(atPoint);
            difference.Write(new Predictions(this), point, atPoint, jacobian, bounds);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(predictions);
        }
    }

    // predictions show how exact they are, which residuals near 0 do not
    private void AddTargets(Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] += Weigh(i, Data.Targets[i]);
        }
    }

    private readonly struct Predictions(NumericalCurve curve) : Difference.IValues
    {
        public bool HaveOneUnit => true;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> values)
        {
            curve.EvaluateResiduals(point, values);
            curve.AddTargets(values);
        }
    }
}
