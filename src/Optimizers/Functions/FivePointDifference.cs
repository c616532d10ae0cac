namespace Optimizers;

/// <summary>The five-point difference: four more values for each coordinate, an error that shrinks with h⁴.</summary>
/// <remarks>
/// <code>∂f/∂xᵢ ≈ (f(x − 2h eᵢ) − 8f(x − h eᵢ) + 8f(x + h eᵢ) − f(x + 2h eᵢ)) / 12h, error (1/30)h⁴·|f⁽⁵⁾|</code>
/// <para>With no step given, h = ε^(1/5)·max(1, |xᵢ|) with ε = 2⁻⁵², which leaves about 12 digits; where it does not, see <see cref="Difference"/>. Source: M.
/// Abramowitz and I. Stegun, Handbook of Mathematical Functions, 1964, table 25.2.</para>
/// </remarks>
public sealed record FivePointDifference : Difference
{
    /// <summary>Makes a five-point difference.</summary>
    /// <param name="step">The step h, finite and above 0; null: one for each coordinate, see <see cref="Difference"/>.</param>
    public FivePointDifference(double? step = null)
        : base(step)
    {
    }

    internal override int Order => 4;

    internal override double RelativeStep => 7.400959797414051e-4;

    internal override double BendAccuracy => 1e-5;

    private protected override Stencil? Inside => BothSides;

    private protected override Stencil Edge => OneSide;

    private static readonly Stencil BothSides = new((-2, 1.0 / 12, 0), (-1, -8.0 / 12, 1), (0, 0, -2), (1, 8.0 / 12, 1), (2, -1.0 / 12, 0));

    private static readonly Stencil OneSide = new((0, -25.0 / 12, 1), (1, 4, -2), (2, -3, 1), (3, 4.0 / 3, 0), (4, -1.0 / 4, 0));

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
