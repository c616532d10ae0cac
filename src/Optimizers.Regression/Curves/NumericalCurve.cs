using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A curve from a delegate, with derivatives by differences within bounds.</summary>
internal sealed class NumericalCurve(
    DenseRows data, double[]? rootWeights, FreeParameters parameters, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference)
    : CurveResiduals(data, rootWeights, parameters)
{
    public override double Accuracy => 1e-9;

    public override double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters) => model(x, parameters);

    protected override void Write(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(residuals.Length);
        try
        {
            Span<double> predictions = rented.AsSpan(0, residuals.Length);
            WritePredictions(point, predictions);
            ToResiduals(predictions, residuals);
            Weigh(predictions);
            difference.Write(new Predictions(this), point, predictions, jacobian, Parameters.Bounds, size: 0);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private void Weigh(Span<double> predictions)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = Weigh(i, predictions[i]);
        }
    }

    // differences of predictions, which show how exact they are, as residuals near 0 or of large targets do not
    private readonly struct Predictions(NumericalCurve curve) : Difference.IValues
    {
        public bool HaveOneUnit => true;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> values)
        {
            curve.WritePredictions(point, values);
            curve.Weigh(values);
        }
    }
}
