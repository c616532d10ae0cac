namespace Optimizers;

/// <summary>A loss with its kinks rounded off.</summary>
/// <param name="Original">The loss with kinks.</param>
/// <param name="Term">Its term, with a width.</param>
internal sealed record SmoothedLoss(ILoss Original, KinkTerm Term) : IErrorLoss, ICurvedLoss
{
    public LossReduction Reduction => Original.Reduction;

    public double LargestCurvature => (Term.Tube < Term.Width ? Term.Above + Term.Below : Math.Max(Term.Above, Term.Below)) / (2 * Term.Width);

    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(Term, predictions, targets, weights, derivatives);

    public override string ToString() => $"{Original}, its kinks rounded off";

    public double Curvature(double prediction, double target) => Term.Curvature(prediction - target);
}
