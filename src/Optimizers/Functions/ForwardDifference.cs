namespace Optimizers;

/// <summary>The forward difference: one more value for each coordinate, an error that shrinks with h.</summary>
/// <remarks>
/// <code>∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x)) / h, error ½h·|f″|</code>
/// <para>With no step given, h = √ε·max(1, |xᵢ|) with ε = 2⁻⁵², which leaves about 8 digits; where it leaves fewer than 4, central differences are taken, see
/// <see cref="Difference"/>. Source: J. Nocedal and S. Wright, Numerical Optimization, 2006, section 8.1.</para>
/// </remarks>
public sealed record ForwardDifference : Difference
{
    /// <summary>Makes a forward difference.</summary>
    /// <param name="step">The step h, finite and above 0; null: one for each coordinate, see <see cref="Difference"/>.</param>
    public ForwardDifference(double? step = null)
        : base(step)
    {
    }

    internal override int Order => 1;

    internal override double RelativeStep => 1.4901161193847656e-8;

    internal override double Accuracy => 1e-4;

    internal override Difference Searching => Better;

    private protected override Stencil? Inside => null;

    private protected override Stencil Edge => OneSided;

    private static readonly Stencil OneSided = new((1, 1, 0), (0, -1, 0));

    private static readonly CentralDifference Better = new();

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
