namespace Optimizers;

/// <summary>Points without a negative coordinate, x ≥ 0, of any dimension.</summary>
/// <remarks><code>xᵢ ← max(0, xᵢ)</code></remarks>
/// <example><code>OptimizationResult result = new ProximalGradient(new NonNegative()).Minimize(function, start);</code></example>
public sealed record NonNegative : ConvexSet, ISeparablePenalty
{
    internal override Box Around => new(0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        foreach (double x in point)
        {
            if (!(x >= 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Project(Span<double> point)
    {
        foreach (ref double x in point)
        {
            x = Math.Max(0, x);
        }
    }

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { Lower = 0 };

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
