namespace Optimizers.Regression;

/// <summary>A loss of linear predictions with a smooth penalty of the weights of each target added; the biases go free.</summary>
internal sealed class PenalizedFunction(IFiniteSumFunction function, ISmoothPenalty penalty, int features, int stride) : IFiniteSumFunction, IPrefetchedSamples
{
    private readonly IPrefetchedSamples? _prefetched = function as IPrefetchedSamples;

    public int Dimension => function.Dimension;

    public int SampleCount => function.SampleCount;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => function.Evaluate(point, gradient) + Penalize(point, gradient);

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
        => function.Evaluate(point, samples, gradient) + Penalize(point, gradient);

    public void Prefetch(ReadOnlySpan<int> samples) => _prefetched?.Prefetch(samples);

    private double Penalize(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double sum = 0;
        for (int first = 0; first < point.Length; first += stride)
        {
            sum += penalty.AddGradient(point.Slice(first, features), gradient.Slice(first, features));
        }

        return sum;
    }
}
