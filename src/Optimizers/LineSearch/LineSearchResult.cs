namespace Optimizers;

/// <summary>What a <see cref="LineSearch"/> found.</summary>
/// <param name="Step">α.</param>
/// <param name="Value">φ(α).</param>
/// <param name="Slope">φ′(α).</param>
/// <param name="Evaluations">The evaluations that it took, without the one at 0.</param>
/// <param name="Succeeded">Whether the step meets the search's conditions; if not, it is the lowest found, or 0.</param>
public readonly record struct LineSearchResult(double Step, double Value, double Slope, int Evaluations, bool Succeeded)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
