namespace Optimizers;

/// <summary>A mean over samples whose value and gradient a delegate gives for any of them.</summary>
internal sealed class DelegateSumFunction : IFiniteSumFunction
{
    private readonly Func<ReadOnlySpan<double>, ReadOnlySpan<int>, Span<double>, double> _meanAndGradient;
    private readonly int[] _all;

    public DelegateSumFunction(int dimension, int sampleCount, Func<ReadOnlySpan<double>, ReadOnlySpan<int>, Span<double>, double> meanAndGradient)
    {
        ArgumentNullException.ThrowIfNull(meanAndGradient);
        Dimension = Require.AtLeast(1, dimension, nameof(dimension));
        _all = [.. Enumerable.Range(0, Require.AtLeast(1, sampleCount, nameof(sampleCount)))];
        _meanAndGradient = meanAndGradient;
    }

    public int Dimension { get; }

    public int SampleCount => _all.Length;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => Evaluate(point, _all, gradient);

    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
    {
        Require.Evaluation(point, gradient, Dimension);
        return _meanAndGradient(point, samples, gradient);
    }
}
