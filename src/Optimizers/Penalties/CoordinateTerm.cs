namespace Optimizers;

/// <summary>What a penalty asks of one coordinate: λ|x| + ½ρx², l ≤ x ≤ h.</summary>
internal readonly record struct CoordinateTerm()
{
    /// <summary>λ, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>ρ, at least 0.</summary>
    public double L2 { get; init; }

    /// <summary>l.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;

    /// <summary>h.</summary>
    public double Upper { get; init; } = double.PositiveInfinity;
}
