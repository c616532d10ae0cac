namespace Optimizers.Regression;

/// <summary>The result of a run as that of a fit.</summary>
internal static class ResultExtensions
{
    /// <summary>Replaces point and values by those in the user's units.</summary>
    public static OptimizationResult In(
        this OptimizationResult result, double[] point, double value, Func<double, double> toLoss, StopReason reason, double gradientUnit = 1, IReadOnlyList<int>? undetermined = null)
        => result.In(point, value, toLoss, reason, gradientUnit, undetermined ?? [], result.Facts);

    /// <summary>The same without the function, which holds the samples: what is left to explain needs no evaluation.</summary>
    public static OptimizationResult WithoutFunction(this OptimizationResult result)
        => result.In(result.Point, result.Value, value => value, result.Reason, 1, result.UndeterminedCoordinates, result.Facts?.WithoutFunction());

    private static OptimizationResult In(
        this OptimizationResult result,
        double[] point,
        double value,
        Func<double, double> toLoss,
        StopReason reason,
        double gradientUnit,
        IReadOnlyList<int> undetermined,
        RunFacts? facts) => new()
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
        UndeterminedCoordinates = undetermined,
        Recoveries = result.Recoveries,
        Facts = facts,
    };
}
