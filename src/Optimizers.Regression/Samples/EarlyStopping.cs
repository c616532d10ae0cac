namespace Optimizers.Regression;

/// <summary>Settings that end a fit when the loss of samples held out from it no longer falls; the model is then that of the lowest.</summary>
/// <remarks>The loss of the held-out samples, without a penalty, is taken once an epoch, or with no mini-batches once an iteration. The reason of the fit is
/// <see cref="StopReason.EarlyStopped"/>.</remarks>
/// <example><code>
/// var regression = new LinearRegression
/// {
///     Optimizer = new Adam(),
///     Batches = new MiniBatches(32) { Epochs = 500, Seed = 1 },
///     EarlyStopping = new() { Patience = 10 },
/// };
/// </code></example>
public sealed record EarlyStopping
{
    /// <summary>The share of the samples that is held out.</summary>
    /// <value>Between 0 and 1; 0.1 by default, as in scikit-learn. At least one sample is held out.</value>
    public double ValidationFraction { get; init => field = Require.Inside(0, 1, value); } = 0.1;

    /// <summary>The epochs without a lower loss after which the fit ends.</summary>
    /// <value>At least 1; 5 by default, as in scikit-learn.</value>
    public int Patience { get; init => field = Require.AtLeast(1, value); } = 5;

    /// <summary>What a loss must be lower by to count as lower, as a share of the lowest before.</summary>
    /// <value>At least 0; 0 by default.</value>
    public double Tolerance { get; init => field = Require.NonNegative(value); }

    /// <summary>The seed that chooses the samples that are held out.</summary>
    /// <value>0 by default.</value>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
