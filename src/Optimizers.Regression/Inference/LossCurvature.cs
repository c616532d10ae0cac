using System.Numerics.Tensors;

namespace Optimizers.Regression;

/// <summary>A number of each sample by its prediction and its target.</summary>
internal delegate void SampleTerm(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> values);

/// <summary>The second derivative of a loss's terms by their predictions, as standard errors take it.</summary>
internal static class LossCurvature
{
    // of the samples; where fewer have a curvature, its mean is a matter of chance
    private const double SmallestShare = 0.5;

    // beside the spread of the errors or, with a link, absolute, for z is then the logarithm of a ratio
    private const double NarrowWidth = 1e-5;

    /// <summary>ℓ″ of predictions and targets: expected for likelihoods; of other losses as it is, or where that rests on few samples, from differences of ℓ′
    /// over a width that the errors give.</summary>
    /// <remarks>A kink has no ℓ″, and a Huber loss whose δ is small beside the errors next to none: then A = Σwℓ″xxᵀ is a density of the errors, and the
    /// difference is a kernel for it.</remarks>
    /// <param name="loss">ℓ.</param>
    /// <param name="sample">Predictions and targets, asked for where the curvature depends on them.</param>
    public static SampleTerm Of(ILoss loss, Func<ResidualSample> sample)
    {
        switch (loss)
        {
            case SquaredLoss:
                return (_, _, curvatures) => curvatures.Fill(1);
            case ILikelihood likelihood:
                return Each((prediction, _) => likelihood.Information(prediction));
            case { Link: not Link.Identity }:
                return Differences(loss, NarrowWidth);
        }

        ResidualSample errors = sample();
        double width = errors.Bandwidth();
        SampleTerm own = loss is ICurvedLoss curved ? Each(curved.Curvature) : Differences(loss, NarrowWidth * width);
        return loss is not ISmoothableLoss && errors.ShareOf(own) >= SmallestShare ? own : Differences(loss, width);
    }

    /// <summary>ℓ′ of predictions and targets; at a kink the mean of its sides, also where rounding took the sample off it.</summary>
    /// <param name="loss">ℓ.</param>
    /// <param name="sample">Predictions and targets.</param>
    public static SampleTerm Slopes(ILoss loss, Func<ResidualSample> sample)
        => loss is ISmoothableLoss kinked ? Slopes(kinked.Smoothed(NarrowWidth * sample().Bandwidth())) : Slopes(loss);

    private static SampleTerm Slopes(ILoss loss) => (predictions, targets, slopes) => loss.Sum(predictions, targets, slopes);

    private static SampleTerm Each(Func<double, double, double> term) => (predictions, targets, values) =>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = term(predictions[i], targets[i]);
        }
    };

    private static SampleTerm Differences(ILoss loss, double width) => (predictions, targets, curvatures) =>
    {
        double[] moved = new double[predictions.Length], below = new double[predictions.Length];
        TensorPrimitives.Subtract(predictions, width, moved);
        loss.Sum(moved, targets, below);
        TensorPrimitives.Add(predictions, width, moved);
        loss.Sum(moved, targets, curvatures);
        TensorPrimitives.Subtract(curvatures, below, curvatures);
        TensorPrimitives.Divide(curvatures, 2 * width, curvatures);
    };
}
