namespace Optimizers;

/// <summary>What a run is told beside the function and the start.</summary>
public sealed record RunOptions
{
    /// <summary>When to stop.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>, by default.</value>
    public StoppingCriteria Stopping { get; init => field = Require.NotNull(value); } = new();

    /// <summary>The mini-batches, for a function that is an <see cref="IFiniteSumFunction"/>.</summary>
    /// <value>Null by default: every iteration evaluates the whole function.</value>
    public MiniBatches? Batches { get; init; }

    /// <summary>Whether to look for a maximum: the optimizer then sees −f, the iterations and the result show f.</summary>
    /// <value>False by default.</value>
    public bool Maximize { get; init; }

    /// <summary>Ends the run after the iteration at which it is cancelled; nothing is thrown unless <see cref="StoppingCriteria.ThrowOnCancellation"/> asks for
    /// it.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What shrinks the rate when the value no longer falls.</summary>
    internal IPlateauSettings? Plateau { get; init; }

    /// <summary>What goes back when the run leaves the numbers.</summary>
    internal ISupervisionSettings? Supervisor { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
