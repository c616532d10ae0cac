namespace Optimizers;

/// <summary>The central difference: two more values for each coordinate, an error that shrinks with h².</summary>
/// <remarks>
/// <code>∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h, error ⅙h²·|f‴|</code>
/// <para>With no step given, h = ∛ε·max(1, |xᵢ|) with ε = 2⁻⁵², which leaves about 10 digits; where it does not, see <see cref="Difference"/>. Source: J.
/// Nocedal and S. Wright, Numerical Optimization, 2006, section 8.1.</para>
/// </remarks>
public sealed record CentralDifference : Difference
{
    /// <summary>Makes a central difference.</summary>
    /// <param name="step">The step h, finite and above 0; null: one for each coordinate, see <see cref="Difference"/>.</param>
    public CentralDifference(double? step = null)
        : base(step)
    {
    }

    internal override int Order => 2;

    internal override double RelativeStep => 6.0554544523933429e-6;

    private protected override Stencil? Inside => Stencil.Central;

    private protected override Stencil Edge => Stencil.ThreePoint;

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
