namespace Optimizers.Regression;

/// <summary>Where the parameters of a linear model lie: for each target in turn d weights, then, with an intercept, a bias.</summary>
/// <param name="Features">d.</param>
/// <param name="Targets">k.</param>
/// <param name="HasIntercept">Whether each target has a bias.</param>
internal readonly record struct ParameterLayout(int Features, int Targets, bool HasIntercept)
{
    /// <summary>The parameters of a target.</summary>
    public int Stride => Features + (HasIntercept ? 1 : 0);

    /// <summary>The parameters of all targets.</summary>
    public int Dimension => Stride * Targets;

    /// <summary>The parameters of a target.</summary>
    public Span<double> Group(Span<double> parameters, int target) => parameters.Slice(target * Stride, Stride);

    /// <summary>The weights of a target.</summary>
    public Span<double> Weights(Span<double> parameters, int target) => parameters.Slice(target * Stride, Features);

    /// <inheritdoc cref="Weights(Span{double}, int)"/>
    public ReadOnlySpan<double> Weights(ReadOnlySpan<double> parameters, int target) => parameters.Slice(target * Stride, Features);

    /// <summary>The place of the bias of a target, which has one.</summary>
    public int BiasAt(int target) => (target * Stride) + Features;

    /// <summary>The bias of a target; 0 without.</summary>
    public double Bias(ReadOnlySpan<double> parameters, int target) => HasIntercept ? parameters[BiasAt(target)] : 0;

    /// <summary>x·w + b of a target.</summary>
    public double Predict(ReadOnlySpan<double> x, ReadOnlySpan<double> parameters, int target = 0)
        => Blas.Dot(x, Weights(parameters, target)) + Bias(parameters, target);
}
