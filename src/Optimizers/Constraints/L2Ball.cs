namespace Optimizers;

/// <summary>Points no farther from 0 than a radius, ‖x‖₂ ≤ r, of any dimension.</summary>
/// <remarks><code>x ← min(1, r/‖x‖₂) x</code></remarks>
/// <example><code>var rule = new Projected(new Adam(), new L2Ball(1));</code></example>
public sealed record L2Ball : ConvexSet
{
    /// <summary>Makes the ball around 0.</summary>
    /// <param name="radius">r, finite and above 0.</param>
    public L2Ball(double radius) => Radius = radius;

    /// <summary>r.</summary>
    /// <value>Finite and above 0.</value>
    public double Radius { get; init => field = Require.Positive(value); }

    internal override Box Around => new(-Radius, Radius);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => Blas.Norm(point) <= Radius * (1 + Rounding);

    /// <inheritdoc/>
    public override void Project(Span<double> point)
    {
        double norm = Blas.Norm(point);
        if (!(norm <= Radius * (1 + Rounding)))
        {
            Blas.Scale(Radius / norm, point, point);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
