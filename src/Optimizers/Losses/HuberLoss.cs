using System.Globalization;

namespace Optimizers;

/// <summary>Squared for small errors and absolute for large ones, so that outliers pull with a bounded force.</summary>
/// <remarks>
/// <code>ℓ = ½e² for |e| ≤ δ, else δ(|e| − ½δ),  ∂ℓ/∂z = e clipped to ±δ,  e = z − y</code>
/// <para>It is torch.nn.HuberLoss, statsmodels' HuberT with t = δ and scipy.special.huber. Paper: <see href="https://doi.org/10.1214/aoms/1177703732">Huber
/// 1964</see>.</para>
/// <para>With no δ given a regression takes it from its data, so that it has their unit: δ = 1.345 s, at which 95 % of the precision of least squares is kept
/// where errors are normal, with the robust scale s = median|e|/0.6745 of its own residuals, found together with the coefficients. That is statsmodels' RLM
/// with its defaults; scikit-learn's HuberRegressor has 1.35 and Huber's own estimate of s, which is part of its objective. The loss of the model has the δ
/// that was found, and s is δ/1.345. Evaluated alone, outside a regression, the loss has δ = 1, as in torch.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.Huber(1.5);</code></example>
public sealed record HuberLoss : IErrorLoss, ICurvedLoss
{
    /// <summary>Leaves δ to the data of a regression; outside one it is 1.</summary>
    public HuberLoss() => (Delta, IsDeltaFromData) = (1, true);

    /// <summary>Sets where the parabola ends.</summary>
    /// <param name="delta">δ, finite and above 0.</param>
    public HuberLoss(double delta) => Delta = delta;

    /// <summary>δ, the largest error that is squared.</summary>
    /// <value>Finite and above 0; 1 by default, outside a regression.</value>
    public double Delta
    {
        get;
        init => (field, IsDeltaFromData) = (Require.Positive(value), false);
    }

    /// <summary>Whether a regression takes δ from its data.</summary>
    /// <value>True if none was given.</value>
    public bool IsDeltaFromData { get; private init; }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(new Term(Delta), predictions, targets, weights, derivatives);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString() => IsDeltaFromData ? $"Huber = {Reduction.Words()} h, h = ½e² where |e| ≤ δ, else δ(|e| − ½δ), δ = 1.345 median|e|/0.6745"
        : string.Create(CultureInfo.InvariantCulture, $"Huber = {Reduction.Words()} h, h = ½e² where |e| ≤ {Delta}, else {Delta}(|e| − {0.5 * Delta})");

    double IErrorLoss.LargestCurvature => 1;

    double ICurvedLoss.Curvature(double prediction, double target) => Math.Abs(prediction - target) <= Delta ? 1 : 0;

    private readonly struct Term(double δ) : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double e = prediction - target, size = Math.Abs(e);
            slope = Math.Clamp(e, -δ, δ);
            return size <= δ ? 0.5 * e * e : δ * (size - (0.5 * δ));
        }
    }
}
