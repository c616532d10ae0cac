using System.Globalization;

namespace Optimizers;

/// <summary>The pinball loss, whose best constant prediction is a quantile: errors on the two sides weigh differently.</summary>
/// <remarks>
/// <code>ℓ = τ(y − z) for z ≤ y, else (1 − τ)(z − y)</code>
/// <para>At z = y the derivative is 0, which is a subgradient. The mean is scikit-learn's mean_pinball_loss, and what its QuantileRegressor minimizes beside
/// its penalty. Paper:
/// <see href="https://doi.org/10.2307/1913643">Koenker and Bassett 1978</see>.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.Quantile(0.9);   // nine of ten targets below the prediction</code></example>
public sealed record QuantileLoss : ISmoothableLoss
{
    /// <summary>Weighs the two sides.</summary>
    /// <param name="tau">τ, above 0 and below 1; ½ halves the absolute error.</param>
    public QuantileLoss(double tau) => Tau = tau;

    /// <summary>τ, the share of targets below the prediction.</summary>
    /// <value>Above 0 and below 1.</value>
    public double Tau { get; init => field = Require.Inside(0, 1, value); }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(((ISmoothableLoss)this).Term, predictions, targets, weights, derivatives);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Quantile = {Reduction.Words()} max(−{Tau}e, (1 − {Tau})e)");

    KinkTerm ISmoothableLoss.Term => new(1 - Tau, Tau, 0, 0);
}
