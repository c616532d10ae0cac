namespace Optimizers;

/// <summary>One time that <see cref="Supervised"/> went back to the last good state.</summary>
/// <param name="Iteration">The iteration that went wrong, and was replaced by the good state.</param>
/// <param name="Value">The value that it had.</param>
/// <param name="RateScale">The factor on the learning rate from then on.</param>
public readonly record struct Recovery(int Iteration, double Value, double RateScale)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
