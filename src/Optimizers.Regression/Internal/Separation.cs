namespace Optimizers.Regression;

/// <summary>Tells classes that a plane separates, for which the coefficients of a classifier without a penalty grow without end.</summary>
/// <remarks>
/// As soon as the sum of the terms is below ln 2, each of them is, so that every sample has its own class at a probability above ½: the classes are separated. The run stops there, with
/// coefficients that are finite.
/// </remarks>
internal sealed class Separation
{
    private readonly double? _target;

    private Separation(double? target) => _target = target;

    public static Separation Of(FitData data)
    {
        LinearRegression settings = data.Settings;
        bool mayBe = settings.Loss.Link is Link.Logit or Link.Softmax && settings is { Penalty: null, Bounds: null, Stopping.TargetValue: null, Batches: null };
        if (!mayBe)
        {
            return new Separation(null);
        }

        double smallestWeight = data.Samples.Blocks().Min(block => block.Weights?.Take(block.Rows).Where(weight => weight > 0).DefaultIfEmpty(double.PositiveInfinity).Min() ?? 1);
        return new Separation(Math.Log(2) * smallestWeight / (settings.Loss.Reduction == LossReduction.Sum ? 1 : data.Moments.Weight));
    }

    /// <summary>Makes a run stop where the classes are seen to be separated.</summary>
    public StoppingCriteria Extend(StoppingCriteria stopping) => _target is { } target ? stopping with { TargetValue = target } : stopping;

    public StopReason Rename(StopReason reason) => _target is not null && reason == StopReason.TargetReached ? StopReason.Separated : reason;
}
