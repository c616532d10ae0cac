namespace Optimizers;

/// <summary>Points whose coordinates are no larger than a radius, ‖x‖∞ ≤ r, of any dimension.</summary>
/// <remarks><code>xᵢ ← min(r, max(−r, xᵢ))</code></remarks>
/// <example><code>var rule = new Projected(new Adam(), new LInfinityBall(2));</code></example>
public sealed record LInfinityBall : ConvexSet
{
    /// <summary>Makes the ball around 0.</summary>
    /// <param name="radius">r, finite and above 0.</param>
    public LInfinityBall(double radius) => Radius = radius;

    /// <summary>r.</summary>
    /// <value>Finite and above 0.</value>
    public double Radius { get; init => field = Require.Positive(value); }

    internal override Box Around => new(-Radius, Radius);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => Blas.MaxNorm(point) <= Radius;

    /// <inheritdoc/>
    public override void Project(Span<double> point)
    {
        foreach (ref double x in point)
        {
            x = Math.Clamp(x, -Radius, Radius);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
