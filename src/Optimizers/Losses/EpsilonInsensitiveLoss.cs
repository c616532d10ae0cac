using System.Globalization;

namespace Optimizers;

/// <summary>The absolute error beyond a tube in which errors cost nothing: support vector regression.</summary>
/// <remarks>
/// <code>ℓ = max(0, |e| − ε),  ∂ℓ/∂z = sign e where |e| > ε, else 0,  e = z − y</code>
/// <para>The derivative 0 at |e| = ε is a subgradient. It is the loss "epsilon_insensitive" of scikit-learn's SGDRegressor and of its LinearSVR.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.EpsilonInsensitive(0.1);</code></example>
public sealed record EpsilonInsensitiveLoss : ISmoothableLoss
{
    /// <summary>Sets the size of errors that cost nothing.</summary>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    public EpsilonInsensitiveLoss(double epsilon) => Epsilon = epsilon;

    /// <summary>ε, half the width of the tube.</summary>
    /// <value>Finite and at least 0.</value>
    public double Epsilon { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(((ISmoothableLoss)this).Term, predictions, targets, weights, derivatives);

    /// <summary>The formula with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"EpsilonInsensitive = {Reduction.Words()} max(0, |e| − {Epsilon})");

    KinkTerm ISmoothableLoss.Term => new(1, 1, Epsilon, 0);
}
