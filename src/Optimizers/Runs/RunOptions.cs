namespace Optimizers;

/// <summary>What a run is told beside the function and the start.</summary>
public sealed record RunOptions
{
    /// <summary>When to stop.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>, by default.</value>
    public StoppingCriteria Stopping { get; init => field = value ?? throw new ArgumentNullException(nameof(Stopping)); } = new();

    /// <summary>The mini-batches, for a function that is an <see cref="IFiniteSumFunction"/>.</summary>
    /// <value>Null by default: every iteration evaluates the whole function.</value>
    public MiniBatches? Batches { get; init; }

    /// <summary>Whether to look for a maximum: the optimizer then sees −f, the iterations and the result show f.</summary>
    /// <value>False by default.</value>
    public bool Maximize { get; init; }

    /// <summary>Ends the run after the iteration at which it is cancelled; nothing is thrown.</summary>
    public CancellationToken Cancellation { get; init; }
}
