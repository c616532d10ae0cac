namespace Optimizers;

/// <summary>The negative log-likelihood of positive numbers that scatter in proportion to their mean, of which the prediction is the logarithm: Gamma
/// regression.</summary>
/// <remarks>
/// <code>ℓ = z + y exp(−z),  ∂ℓ/∂z = 1 − y exp(−z)</code>
/// <para>The constants of y and of the dispersion are left out: ℓ = log μ + y/μ is half the deviance and 1 + log y. It is scikit-learn's HalfGammaLoss;
/// statsmodels' GLM with the family Gamma and the link Log has the same minimum.</para>
/// </remarks>
/// <example><code>ILoss loss = new GammaLoss { Reduction = LossReduction.Sum };   // Losses.Gamma is the mean</code></example>
public sealed record GammaLoss : ILoss, ICurvedLoss, ILikelihood
{
    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public Link Link => Link.Log;

    /// <inheritdoc/>
    public string? TargetRule => "above 0";

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<double> target) => target is [> 0 and < double.PositiveInfinity];

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(default(Term), predictions, targets, weights, derivatives);

    /// <summary>The formula.</summary>
    public override string ToString() => $"Gamma = {Reduction.Words()} (z + y exp(−z))";

    double ICurvedLoss.Curvature(double prediction, double target) => target * Math.Exp(-prediction);

    void ICurvedLoss.Curvatures(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> slopes, Span<double> curvatures)
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            curvatures[i] = Math.Max(0, 1 - slopes[i]);
        }
    }

    bool ILikelihood.HasDispersion => true;

    double ILikelihood.Deviance(double mean, double target) => 2 * Math.Max(0, ((target - mean) / mean) - Math.Log(target / mean));

    double ILikelihood.Variance(double mean) => mean * mean;

    double ILikelihood.Information(double prediction) => 1;

    double ILikelihood.LogLikelihood(double mean, double target, double dispersion)
    {
        double shape = 1 / dispersion, scaled = target / mean;
        return (shape * (Math.Log(shape * scaled) - scaled)) - Math.Log(target) - Logarithm.OfGamma(shape);
    }

    private readonly struct Term : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double ratio = target * Math.Exp(-prediction);
            slope = 1 - ratio;
            return prediction + ratio;
        }
    }
}
