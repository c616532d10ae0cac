namespace Optimizers;

/// <summary>The absolute error, whose best constant prediction is the median.</summary>
/// <remarks>
/// <code>ℓ = |e|,  ∂ℓ/∂z = sign e,  e = z − y</code>
/// <para>At e = 0 the derivative is 0, which is a subgradient. The mean is torch.nn.L1Loss and scikit-learn's mean_absolute_error.</para>
/// </remarks>
/// <example><code>ILoss loss = new AbsoluteLoss { Reduction = LossReduction.Sum };   // Losses.MeanAbsoluteError is the mean</code></example>
public sealed record AbsoluteLoss : ISmoothableLoss
{
    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(((ISmoothableLoss)this).Term, predictions, targets, weights, derivatives);

    /// <summary>The formula.</summary>
    public override string ToString() => $"{(Reduction == LossReduction.Mean ? "MeanAbsoluteError" : "SumOfAbsoluteErrors")} = {Reduction.Words()} |e|";

    KinkTerm ISmoothableLoss.Term => new(1, 1, 0, 0);
}
