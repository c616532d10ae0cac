namespace Optimizers.Regression;

/// <summary>A curve as a model of several features, of which there is one.</summary>
internal readonly struct OneFeature<TCurve>(TCurve curve) : ISurface
    where TCurve : ICurve
{
    public T Evaluate<T>(ReadOnlySpan<double> x, ReadOnlySpan<T> parameters)
        where T : struct, IScalar<T>
        => curve.Evaluate(x[0], parameters);
}
