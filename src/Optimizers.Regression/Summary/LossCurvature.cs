namespace Optimizers.Regression;

/// <summary>The second derivative of a loss's terms by their predictions, as standard errors take it.</summary>
internal static class LossCurvature
{
    // of the samples; where fewer have a curvature, its mean is a matter of chance
    private const double SmallestShare = 0.5;

    // beside the spread of the errors or, with a link, absolute, for z is then the logarithm of a ratio
    private const double NarrowWidth = 1e-5;

    /// <summary>ℓ″ of a prediction and a target: expected for likelihoods; of other losses as it is, or where that rests on few samples, from differences of ℓ′ over a width that the errors give.</summary>
    /// <remarks>A kink has no ℓ″, and a Huber loss whose δ is small beside the errors next to none: then A = Σwℓ″xxᵀ is a density of the errors, and the difference is a kernel for it.</remarks>
    /// <param name="loss">ℓ.</param>
    /// <param name="sample">Predictions and targets, asked for where the curvature depends on them.</param>
    public static Func<double, double, double> Of(ILoss loss, Func<ResidualSample> sample)
    {
        switch (loss)
        {
            case SquaredLoss:
                return (_, _) => 1;
            case ILikelihood likelihood:
                return (prediction, _) => likelihood.Information(prediction);
            case { Link: not Link.Identity }:
                return Differences(loss, NarrowWidth);
        }

        ResidualSample errors = sample();
        double width = errors.Bandwidth();
        Func<double, double, double> own = loss is ICurvedLoss curved ? curved.Curvature : Differences(loss, NarrowWidth * width);
        return loss is not ISmoothableLoss && errors.ShareOf(own) >= SmallestShare ? own : Differences(loss, width);
    }

    /// <summary>ℓ′ of a prediction and a target; at a kink the mean of its sides, also where rounding took the sample off it.</summary>
    /// <param name="loss">ℓ.</param>
    /// <param name="sample">Predictions and targets.</param>
    public static Func<double, double, double> Slopes(ILoss loss, Func<ResidualSample> sample)
        => loss is ISmoothableLoss kinked ? Slopes(kinked.Smoothed(NarrowWidth * sample().Bandwidth())) : Slopes(loss);

    private static Func<double, double, double> Slopes(ILoss loss) => (prediction, target) =>
    {
        Span<double> slope = stackalloc double[1];
        loss.Sum([prediction], [target], slope);
        return slope[0];
    };

    private static Func<double, double, double> Differences(ILoss loss, double width)
    {
        Func<double, double, double> slope = Slopes(loss);
        return (prediction, target) => (slope(prediction + width, target) - slope(prediction - width, target)) / (2 * width);
    }
}
