using System.Globalization;

namespace Optimizers;

/// <summary>The absolute error with a parabola in place of its kink: Huber's loss divided by its δ.</summary>
/// <remarks>
/// <code>ℓ = e²/2β for |e| ≤ β, else |e| − ½β,  ∂ℓ/∂z = e/β clipped to ±1,  e = z − y</code>
/// <para>It is torch.nn.SmoothL1Loss. Paper: <see href="https://arxiv.org/abs/1504.08083">Girshick 2015</see>.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.SmoothL1(0.5);</code></example>
public sealed record SmoothL1Loss : IErrorLoss, ICurvedLoss
{
    /// <summary>Sets where the parabola ends.</summary>
    /// <param name="beta">β, finite and above 0.</param>
    public SmoothL1Loss(double beta = 1) => Beta = beta;

    /// <summary>β, the largest error that is squared.</summary>
    /// <value>1 by default; finite and above 0.</value>
    public double Beta { get; init => field = Require.Positive(value); }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(new Term(Beta), predictions, targets, weights, derivatives);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"SmoothL1 = {Reduction.Words()} s, s = e²/{2 * Beta} where |e| ≤ {Beta}, else |e| − {0.5 * Beta}");

    double IErrorLoss.LargestCurvature => 1 / Beta;

    double ICurvedLoss.Curvature(double prediction, double target) => Math.Abs(prediction - target) <= Beta ? 1 / Beta : 0;

    private readonly struct Term(double β) : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double e = prediction - target, size = Math.Abs(e);
            slope = Math.Clamp(e / β, -1, 1);
            return size <= β ? 0.5 * e * slope : size - (0.5 * β);
        }
    }
}
