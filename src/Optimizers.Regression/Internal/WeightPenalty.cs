namespace Optimizers.Regression;

/// <summary>A penalty of the weights of each target, within bounds; the biases go free.</summary>
/// <param name="penalty">g, of the d weights of a target; null: none.</param>
/// <param name="bounds">Bounds of all parameters; null: none.</param>
/// <param name="features">d.</param>
/// <param name="stride">The parameters of a target.</param>
internal sealed class WeightPenalty(IPenalty? penalty, Box? bounds, int features, int stride) : IPenalty
{
    public double Evaluate(ReadOnlySpan<double> point)
    {
        double sum = bounds?.Evaluate(point) ?? 0;
        for (int first = 0; penalty is not null && first < point.Length; first += stride)
        {
            sum += penalty.Evaluate(point.Slice(first, features));
        }

        return sum;
    }

    public void ApplyProximal(Span<double> point, double step)
    {
        for (int first = 0; penalty is not null && first < point.Length; first += stride)
        {
            penalty.ApplyProximal(point.Slice(first, features), step);
        }

        // exact for a penalty that is a sum over coordinates, as those are that come with bounds
        bounds?.Project(point);
    }
}
