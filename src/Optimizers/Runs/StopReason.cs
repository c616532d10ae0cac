namespace Optimizers;

/// <summary>Why a run stopped.</summary>
public enum StopReason
{
    /// <summary>It has not stopped: iterations are left to take.</summary>
    None,

    /// <summary>The largest partial derivative came down to <see cref="StoppingCriteria.GradientTolerance"/>; where none is set, to what is small beside the
    /// run.</summary>
    GradientTolerance,

    /// <summary>The value changed by no more than <see cref="StoppingCriteria.ValueTolerance"/> allows.</summary>
    ValueTolerance,

    /// <summary>The point moved by no more than <see cref="StoppingCriteria.StepTolerance"/> allows.</summary>
    StepTolerance,

    /// <summary>The value reached <see cref="StoppingCriteria.TargetValue"/>.</summary>
    TargetReached,

    /// <summary>The value cannot be lowered any more within its rounding, at a gradient that is small beside the value.</summary>
    RoundingLimit,

    /// <summary>The iterations were used up.</summary>
    IterationLimit,

    /// <summary>The evaluations were used up.</summary>
    EvaluationLimit,

    /// <summary>The time was used up.</summary>
    TimeLimit,

    /// <summary>The caller cancelled the run; with <see cref="StoppingCriteria.ThrowOnCancellation"/> it throws besides.</summary>
    Cancelled,

    /// <summary>No step along a direction of descent lowered the value; <see cref="OptimizationResult.Explain"/> looks for the cause.</summary>
    LineSearchFailed,

    /// <summary>The value fell to −∞, by 1e150 times its first size, or along a line without end: the function has no minimum.</summary>
    Unbounded,

    /// <summary>The loss of samples held out from a fit no longer fell; the point is that of the lowest.</summary>
    EarlyStopped,

    /// <summary>
    /// A plane separates samples, all or some, of a model with a link: labels of a classifier, or counts of 0 from the others. Without a penalty coefficients
    /// grow without end; they are those of the iteration that showed it, and <see cref="OptimizationResult.Explain"/> names the direction.
    /// </summary>
    Separated,

    /// <summary>The value or a partial derivative was NaN or infinite.</summary>
    NotFinite,

    /// <summary>A minimum was found, but the data leave coordinates undetermined: they can be moved without a change of what the model predicts, and are as the
    /// start and the steps made them.</summary>
    Undetermined,

    /// <summary>The epochs, or the steps, of the mini-batches are done: such a run goes as far as it was told to, and
    /// <see cref="OptimizationResult.EnsureConverged"/> lets it pass.</summary>
    EpochsDone,

    /// <summary>
    /// The gradient is wrong, as a check showed: differences of the value disagree with it, or it is written to some coordinates only or added to what was
    /// there. The check is made where a run came to rest above its start or after steps uphill, and where the first gradient is not finite.
    /// </summary>
    WrongGradient,

    /// <summary>The run came to rest, with a right gradient, where the value is above that of its start: large steps led out of the valley that it began in.
    /// The best point comes back.</summary>
    AboveStart,
}
