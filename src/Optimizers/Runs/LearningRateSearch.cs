namespace Optimizers;

/// <summary>What a <see cref="LearningRateFinder"/> saw.</summary>
/// <param name="Rates">The rates tried, in growing order.</param>
/// <param name="Values">The value after the step with each rate.</param>
/// <param name="Suggestion">The rate to use.</param>
public sealed record LearningRateSearch(IReadOnlyList<double> Rates, IReadOnlyList<double> Values, double Suggestion)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
