namespace Optimizers.Regression;

/// <summary>A target of a fitted model, and what is known of the samples, for a summary.</summary>
internal sealed record FittedTarget
{
    public required SampleSums Sums { get; init; }

    /// <summary>Which target it is.</summary>
    public required int Number { get; init; }

    /// <summary>Its name; null where there is no other.</summary>
    public required string? Name { get; init; }

    /// <summary>The parameters of all targets, in the user's units.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>The coefficients of this one and, if fitted, its intercept.</summary>
    public required double[] Estimates { get; init; }

    public required IReadOnlyList<string> ParameterNames { get; init; }

    public required ILoss Loss { get; init; }

    public required string Solver { get; init; }

    public required OptimizationResult Training { get; init; }
}
