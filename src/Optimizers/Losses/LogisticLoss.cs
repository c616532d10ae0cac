namespace Optimizers;

/// <summary>The negative log-likelihood of yes and no, 1 and 0, of which the prediction is the log-odds: logistic regression.</summary>
/// <remarks>
/// <code>ℓ = log(1 + exp z) − yz,  ∂ℓ/∂z = 1/(1 + exp(−z)) − y</code>
/// <para>It is torch.nn.BCEWithLogitsLoss, scikit-learn's HalfBinomialLoss and its log_loss of the probabilities, and −llf (the mean: −llf/n) of statsmodels'
/// Logit; no constants are left out. No prediction is too large for it.</para>
/// </remarks>
/// <example><code>ILoss loss = new LogisticLoss { Reduction = LossReduction.Sum };   // Losses.Logistic is the mean</code></example>
public sealed record LogisticLoss : ILoss, ICurvedLoss, ILikelihood
{
    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public Link Link => Link.Logit;

    /// <inheritdoc/>
    public string? TargetRule => "0 or 1";

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<double> target) => target is [0 or 1];

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(default(Term), predictions, targets, weights, derivatives);

    /// <summary>The formula.</summary>
    public override string ToString() => $"Logistic = {Reduction.Words()} (log(1 + exp z) − yz)";

    double ICurvedLoss.Curvature(double prediction, double target) => Information(prediction);

    void ICurvedLoss.Curvatures(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> slopes, Span<double> curvatures)
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            // p where the target is 0, 1 − p where it is 1: the less likely of the two where it matters
            double size = Math.Abs(slopes[i]);
            curvatures[i] = size * (1 - size);
        }
    }

    bool ILikelihood.HasDispersion => false;

    double ILikelihood.Deviance(double mean, double target)
        => 2 * Math.Max(0, Logarithm.Times(target, target / mean) + Logarithm.Times(1 - target, (1 - target) / (1 - mean)));

    double ILikelihood.Variance(double mean) => mean * (1 - mean);

    double ILikelihood.Information(double prediction) => Information(prediction);

    double ILikelihood.LogLikelihood(double mean, double target, double dispersion)
        => Logarithm.Times(target, mean) + Logarithm.Times(1 - target, 1 - mean);

    private static double Information(double prediction)
    {
        double small = Math.Exp(-Math.Abs(prediction));
        return small / ((1 + small) * (1 + small));
    }

    private readonly struct Term : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            // the less likely of the two is found first and keeps its digits; no large numbers cancel
            double small = Math.Exp(-Math.Abs(prediction)), rest = small / (1 + small);
            slope = prediction > 0 ? 1 - target - rest : rest - target;
            return Logarithm.OfOnePlus(small) + (prediction > 0 ? (1 - target) * prediction : -target * prediction);
        }
    }
}
