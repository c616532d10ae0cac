namespace Optimizers;

/// <summary>The negative log-likelihood of counts, of whose mean the prediction is the logarithm: Poisson regression.</summary>
/// <remarks>
/// <code>ℓ = exp z − yz,  ∂ℓ/∂z = exp z − y</code>
/// <para>The constant log y! is left out. It is torch.nn.PoissonNLLLoss with log_input and not full, and scikit-learn's HalfPoissonLoss; the sum is −llf − Σ
/// log y! of statsmodels' Poisson.</para>
/// </remarks>
/// <example><code>ILoss loss = new PoissonLoss { Reduction = LossReduction.Sum };   // Losses.Poisson is the mean</code></example>
public sealed record PoissonLoss : ILoss, ICurvedLoss, ILikelihood
{
    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public Link Link => Link.Log;

    /// <inheritdoc/>
    public string? TargetRule => "at least 0";

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<double> target) => target is [>= 0 and < double.PositiveInfinity];

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(default(Term), predictions, targets, weights, derivatives);

    /// <summary>The formula.</summary>
    public override string ToString() => $"Poisson = {Reduction.Words()} (exp z − yz)";

    double ICurvedLoss.Curvature(double prediction, double target) => Math.Exp(prediction);

    void ICurvedLoss.Curvatures(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> slopes, Span<double> curvatures)
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            curvatures[i] = Math.Max(0, slopes[i] + targets[i]);
        }
    }

    bool ILikelihood.HasDispersion => false;

    double ILikelihood.Deviance(double mean, double target)
        => 2 * Math.Max(0, Logarithm.Times(target, target / mean) - (target - mean));

    double ILikelihood.Variance(double mean) => mean;

    double ILikelihood.Information(double prediction) => Math.Exp(prediction);

    double ILikelihood.LogLikelihood(double mean, double target, double dispersion)
        => Logarithm.Times(target, mean) - mean - Logarithm.OfGamma(target + 1);

    private readonly struct Term : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double mean = Math.Exp(prediction);
            slope = mean - target;
            return mean - (target * prediction);
        }
    }
}
