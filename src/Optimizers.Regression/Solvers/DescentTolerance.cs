namespace Optimizers.Regression;

/// <summary>When a descent by coordinates or groups ends.</summary>
internal sealed record DescentTolerance
{
    /// <summary>The duality gap, as a share of ½y², at which a problem whose dual has a point in reach is solved.</summary>
    public double Gap { get; init; } = 1e-10;

    /// <summary>The distance of a slope from what balances its terms that counts as rounding.</summary>
    public double Violation { get; init; } = 1e-13;

    /// <summary>Breaks off.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The largest number of sweeps.</summary>
    public int MostSweeps { get; init; } = StoppingCriteria.DefaultMaxIterations;
}
