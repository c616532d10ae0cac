namespace Optimizers.Regression;

/// <summary>The minimum of squared errors with terms of coordinates or groups.</summary>
internal sealed record CoordinateSolution
{
    /// <summary>u.</summary>
    public required double[] Point { get; init; }

    /// <summary>Why the descent ended: at its gap or violation as <see cref="StopReason.GradientTolerance"/>.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>The sweeps.</summary>
    public required int Sweeps { get; init; }

    /// <summary>½‖y − Zu‖² with the terms.</summary>
    public required double Value { get; init; }

    /// <summary>‖y − Zu‖².</summary>
    public required double ResidualSquare { get; init; }

    /// <summary>Value and violation where the descent began.</summary>
    public required (double Value, double Violation) Start { get; init; }

    /// <summary>The duality gap, as a share of ½y²; NaN where the terms have no dual point in reach.</summary>
    public required double Gap { get; init; }

    /// <summary>How far the worst slope is from what balances its terms.</summary>
    public required double Violation { get; init; }
}
