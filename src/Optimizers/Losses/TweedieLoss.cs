using System.Globalization;

namespace Optimizers;

/// <summary>Half the deviance of numbers that are exactly 0 or positive, as sums of claims are, of whose mean the prediction is the logarithm: Tweedie
/// regression.</summary>
/// <remarks>
/// <code>ℓ = exp((2 − p)z)/(2 − p) − y exp((1 − p)z)/(1 − p),  ∂ℓ/∂z = exp((2 − p)z) − y exp((1 − p)z)</code>
/// <para>The variance of the target is φμᵖ: between Poisson (1) and Gamma (2). The constant y²⁻ᵖ/((1 − p)(2 − p)) of the half deviance is left out. It is
/// scikit-learn's HalfTweedieLoss(p); statsmodels' GLM with the family Tweedie(var_power=p) and the link Log has the same minimum.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.Tweedie(1.5);</code></example>
public sealed record TweedieLoss : ILoss, ICurvedLoss, ILikelihood
{
    /// <summary>Sets how the variance grows with the mean.</summary>
    /// <param name="power">p, above 1 and below 2.</param>
    public TweedieLoss(double power) => Power = power;

    /// <summary>p, the power of the mean in the variance.</summary>
    /// <value>Above 1 and below 2.</value>
    public double Power { get; init => field = Require.Inside(1, 2, value); }

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
        => LossKernel.Sum(new Term(Power), predictions, targets, weights, derivatives);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Tweedie = {Reduction.Words()} (exp(az)/a + y exp(−bz)/b), a = 2 − {Power}, b = {Power} − 1");

    double ICurvedLoss.Curvature(double prediction, double target)
        => ((2 - Power) * Math.Exp((2 - Power) * prediction)) + ((Power - 1) * Share(target, prediction, Power));

    bool ILikelihood.HasDispersion => true;

    double ILikelihood.Deviance(double mean, double target)
    {
        double power = Math.Pow(mean, 1 - Power);
        return 2 * Math.Max(0, (mean * power / (2 - Power)) + (target * power / (Power - 1)) - (Math.Pow(target, 2 - Power) / ((2 - Power) * (Power - 1))));
    }

    double ILikelihood.Variance(double mean) => Math.Pow(mean, Power);

    double ILikelihood.Information(double prediction) => Math.Exp((2 - Power) * prediction);

    double ILikelihood.LogLikelihood(double mean, double target, double dispersion) => double.NaN;

    // 0 · ∞ where a mean of nearly 0 meets a target of 0
    private static double Share(double target, double prediction, double power) => target == 0 ? 0 : target * Math.Exp((1 - power) * prediction);

    private readonly struct Term(double p) : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double mean = Math.Exp((2 - p) * prediction), share = Share(target, prediction, p);
            slope = mean - share;
            return (mean / (2 - p)) + (share / (p - 1));
        }
    }
}
