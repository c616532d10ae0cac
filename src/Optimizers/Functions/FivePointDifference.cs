namespace Optimizers;

/// <summary>The five-point difference: four more values for each coordinate, an error that shrinks with h⁴.</summary>
/// <remarks>
/// <code>∂f/∂xᵢ ≈ (f(x − 2h eᵢ) − 8f(x − h eᵢ) + 8f(x + h eᵢ) − f(x + 2h eᵢ)) / 12h, error (1/30)h⁴·|f⁽⁵⁾|</code>
/// <para>With no step given, h = ε^(1/5)·max(1, |xᵢ|) with ε = 2⁻⁵², which leaves about 12 digits. Source: M. Abramowitz and I. Stegun, Handbook of
/// Mathematical Functions, 1964, table 25.2.</para>
/// </remarks>
public sealed record FivePointDifference : Difference
{
    /// <summary>Makes a five-point difference.</summary>
    /// <param name="step">The step h, finite and above 0; null: |x|-scaled, one for each coordinate.</param>
    public FivePointDifference(double? step = null)
        : base(step)
    {
    }

    private protected override double RelativeStep => 7.400959797414051e-4;

    private protected override ReadOnlySpan<(double Offset, double Weight)> Stencil => Offsets;

    private static readonly (double, double)[] Offsets = [(-2, 1.0 / 12), (-1, -8.0 / 12), (1, 8.0 / 12), (2, -1.0 / 12)];

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
