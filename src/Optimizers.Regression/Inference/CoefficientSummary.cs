namespace Optimizers.Regression;

/// <summary>What the data say about a coefficient.</summary>
/// <param name="Name">The name of the feature, or "intercept".</param>
/// <param name="Estimate">The coefficient, in the user's units.</param>
/// <param name="StandardError">Its standard error; infinite where the data do not determine it, NaN where the fit gives none.</param>
/// <param name="Statistic">Estimate over standard error: Student's t for least squares, else z.</param>
/// <param name="PValue">The two-sided probability of a statistic that large if the coefficient were 0.</param>
/// <param name="Low">The lower end of the confidence interval.</param>
/// <param name="High">The upper end of the confidence interval.</param>
public sealed record CoefficientSummary(string Name, double Estimate, double StandardError, double Statistic, double PValue, double Low, double High)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
