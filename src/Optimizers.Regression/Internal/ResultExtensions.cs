namespace Optimizers.Regression;

/// <summary>The result of a run as that of a fit.</summary>
internal static class ResultExtensions
{
    /// <summary>Replaces point and values by those in the user's units.</summary>
    public static OptimizationResult In(
        this OptimizationResult result, double[] point, double value, Func<double, double> toLoss, StopReason reason, double gradientUnit = 1, IReadOnlyList<int>? undetermined = null) => new()
    {
        Point = point,
        Value = value,
        GradientNorm = gradientUnit * result.GradientNorm,
        Iterations = result.Iterations,
        Evaluations = result.Evaluations,
        Elapsed = result.Elapsed,
        Reason = reason,
        History = [.. result.History.Select(iteration => iteration with { Value = toLoss(iteration.Value), GradientNorm = gradientUnit * iteration.GradientNorm })],
        NotFiniteCoordinate = result.NotFiniteCoordinate,
        UndeterminedCoordinates = undetermined ?? [],
        Recoveries = result.Recoveries,
        Facts = result.Facts,
    };
}
