namespace Optimizers.Regression;

/// <summary>What a solver by proximal steps is asked for beside the loss.</summary>
internal static class PenaltyExtensions
{
    /// <summary>The penalty, if it has a kink, and the bounds, as one.</summary>
    /// <param name="data">The samples of a fit.</param>
    /// <param name="unit">What a coordinate is multiplied by to be a parameter of the standardized features.</param>
    /// <param name="divisor">What the loss was divided by.</param>
    public static IPenalty Penalty(this StandardizedSamples data, double unit = 1, double divisor = 1)
    {
        (FitSettings settings, IPenalty? kinked) = (data.Settings, data.Settings.KinkedPenalty);
        if (kinked?.Dimension is { } dimension)
        {
            Require.SameLength(dimension, data.Features, nameof(settings.Penalty), "the model has", nameof(settings.Penalty));
        }

        return settings.Bounds is null || kinked is null or ISeparablePenalty
            ? CoordinateTerms.Of(data, kinked, data.Stride, unit, divisor) ?? (IPenalty)new WeightPenalty(kinked!, data, unit, divisor)
            : throw new ArgumentException($"Bounds go with a RidgePenalty, L1Penalty or ElasticNetPenalty; the Penalty is {kinked}.", nameof(settings.Bounds));
    }
}
