namespace Optimizers.Regression;

/// <summary>A penalty that is no sum over weights, of the weights of each target; the biases go free.</summary>
/// <param name="penalty">g, of the d weights of a target.</param>
/// <param name="data">The samples, whose features are scaled only if the penalty is of such weights or a group lasso.</param>
/// <param name="unit">What a coordinate is multiplied by to be a parameter of the standardized features.</param>
/// <param name="divisor">What the loss was divided by.</param>
internal sealed class WeightPenalty(IPenalty penalty, StandardizedSamples data, double unit, double divisor) : IPenalty
{
    private readonly double[] _weights = new double[data.Features];
    private readonly double[] _scales = [.. Enumerable.Range(0, data.Features).Select(j => unit * (data.PenaltyScales?[j] ?? 1))];
    private readonly bool _isScaled = data.PenaltyScales is not null;

    /// <summary>Whether a penalty can be told in any scaling of the features.</summary>
    public static bool TakesScales(IPenalty? penalty) => penalty is null or ISeparablePenalty or GroupLassoPenalty;

    /// <summary>Whether it is a group lasso.</summary>
    public bool HasGroups => penalty is GroupLassoPenalty;

    /// <summary>What a group lasso asks of the coordinates of some targets, which may have biases.</summary>
    public GroupTerms Groups(int targets, bool hasBias) => GroupTerms.Of((GroupLassoPenalty)penalty, _scales, divisor, targets, hasBias);

    public double Evaluate(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int first = 0; first < point.Length; first += data.Stride)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(point.Slice(first, data.Features), _scales, _weights);
            sum += penalty.Evaluate(_weights) / divisor;
        }

        return sum;
    }

    public void ApplyProximal(Span<double> point, double step)
    {
        for (int first = 0; first < point.Length; first += data.Stride)
        {
            Span<double> weights = point.Slice(first, data.Features);
            if (_isScaled)
            {
                ScaledGroups.ApplyProximal((GroupLassoPenalty)penalty, weights, _scales, step / divisor);
            }
            else
            {
                Blas.Scale(unit, weights, weights);
                penalty.ApplyProximal(weights, step * unit * unit / divisor);
                Blas.Scale(1 / unit, weights, weights);
            }
        }
    }
}
