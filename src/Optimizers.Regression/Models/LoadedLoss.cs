namespace Optimizers.Regression;

/// <summary>A user's own loss, of which a model file holds the words but not the code.</summary>
/// <param name="Formula">What the loss says of itself.</param>
/// <param name="Reduction">How its terms become one value.</param>
/// <param name="Outputs">The predictions in one term.</param>
/// <param name="Link">What turns predictions into means.</param>
internal sealed record LoadedLoss(string Formula, LossReduction Reduction, int Outputs, Link Link) : ILoss
{
    /// <exception cref="InvalidOperationException">Always.</exception>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
        => throw new InvalidOperationException(
            $"The model was loaded: its file names the loss, {Formula}, but does not hold its code. The model predicts; to go on fitting, give the loss "
                + "itself.");

    public override string ToString() => Formula;
}
