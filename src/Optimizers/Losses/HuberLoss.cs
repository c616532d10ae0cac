using System.Globalization;

namespace Optimizers;

/// <summary>Squared for small errors and absolute for large ones, so that outliers pull with a bounded force.</summary>
/// <remarks>
/// <code>ℓ = ½e² for |e| ≤ δ, else δ(|e| − ½δ),  ∂ℓ/∂z = e clipped to ±δ,  e = z − y</code>
/// <para>It is torch.nn.HuberLoss, statsmodels' HuberT with t = δ and scipy.special.huber. Paper: <see href="https://doi.org/10.1214/aoms/1177703732">Huber 1964</see>.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.Huber(1.5);</code></example>
public sealed record HuberLoss : IErrorLoss, ICurvedLoss
{
    /// <summary>Sets where the parabola ends.</summary>
    /// <param name="delta">δ, finite and above 0.</param>
    public HuberLoss(double delta = 1) => Delta = delta;

    /// <summary>δ, the largest error that is squared.</summary>
    /// <value>1 by default; finite and above 0.</value>
    public double Delta { get; init => field = Require.Positive(value); }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = Require.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(new Term(Delta), predictions, targets, weights, derivatives);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Huber = {Reduction.Words()} h, h = ½e² where |e| ≤ {Delta}, else {Delta}(|e| − {0.5 * Delta})");

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
