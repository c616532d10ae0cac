namespace Optimizers.Regression;

/// <summary>Ends a run of a classifier as soon as its loss proves the classes separated, and looks for separation where a run ended by itself.</summary>
/// <remarks>
/// As soon as the sum of the terms is below ln 2, each of them is, so that every sample has its own class at a probability above ½: the classes are separated.
/// The run stops there, with coefficients that are finite. What separates some samples alone, or counts of 0, lets a run go on to its tolerance; it is found by
/// <see cref="Separation"/>.
/// </remarks>
internal sealed class SeparationWatch
{
    private readonly StandardizedSamples _data;
    private readonly double? _target;
    private Separation? _found;
    private bool _isOver;

    public SeparationWatch(StandardizedSamples data)
    {
        _data = data;
        FitSettings settings = data.Settings;
        // an intercept, which no penalty or bound holds, grows where all labels are the same
        bool isOneClass = settings is { Loss.Link: Link.Logit, FitIntercept: true } && data.Moments.TargetMeans is [0 or 1];
        bool isFree = settings is { Penalty: null, Bounds: null } || isOneClass;
        if (isFree && settings.Loss.Link is Link.Logit or Link.Softmax && settings is { Stopping.TargetValue: null, Batches: null })
        {
            _target = Math.Log(2) * data.Moments.SmallestWeight / (settings.Loss.Reduction == LossReduction.Sum ? 1 : data.Moments.Weight);
        }
    }

    /// <summary>Makes a run stop where the classes are seen to be separated.</summary>
    public StoppingCriteria Extend(StoppingCriteria stopping) => _target is { } target ? stopping with { TargetValue = target } : stopping;

    /// <summary>
    /// Why a fit ended, of samples that cannot be gone through row by row: the loss proves that they are separated, but not what separates them.
    /// </summary>
    public StopReason End(StopReason reason) => reason == StopReason.TargetReached && _target is not null && !_data.HasRows ? StopReason.Separated : reason;

    /// <summary>What separates samples, once the run is over; null: nothing does, or the run ended for another reason.</summary>
    /// <param name="reason">Why the run ended.</param>
    /// <param name="point">Gives the point, the parameters of the standardized features.</param>
    public Separation? Look(StopReason reason, Func<double[]> point)
    {
        // which samples are separated is found row by row
        if (!_isOver && reason != StopReason.None && _data.HasRows)
        {
            bool isOwn = reason == StopReason.TargetReached && _target is not null;
            _isOver = true;
            _found = isOwn ? Separation.Find(_data, point()) ?? Separation.Towards(_data, point())
                : IsByItself(reason) ? Separation.Find(_data, point()) : null;
        }

        return _found;
    }

    /// <summary>Whether a run went as far as it could: a limit that the caller set stays the reason.</summary>
    private bool IsByItself(StopReason reason) => _data.Settings.Batches is null && reason switch
    {
        StopReason.IterationLimit => _data.Settings.Stopping.MaxIterations is null,
        StopReason.TargetReached or StopReason.EvaluationLimit or StopReason.TimeLimit or StopReason.Cancelled or StopReason.NotFinite => false,
        _ => true,
    };
}
