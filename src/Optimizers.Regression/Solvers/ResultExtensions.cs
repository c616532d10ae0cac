namespace Optimizers.Regression;

/// <summary>The result of a run as that of a fit.</summary>
internal static class ResultExtensions
{
    /// <summary>Replaces point and values by those in the user's units.</summary>
    public static OptimizationResult In(
        this OptimizationResult result,
        double[] point,
        double value,
        Func<double, double> toLoss,
        StopReason reason,
        double gradientUnit = 1,
        IReadOnlyList<int>? undetermined = null,
        string? detail = null,
        RunEvidence? facts = null) => new()
        {
            Point = point,
            Value = value,
            GradientNorm = gradientUnit * result.GradientNorm,
            DualityGap = result.DualityGap,
            Iterations = result.Iterations,
            Evaluations = result.Evaluations,
            Elapsed = result.Elapsed,
            Reason = reason,
            Detail = detail ?? result.Detail,
            History = [.. result.History.Select(
                iteration => iteration with { Value = toLoss(iteration.Value), GradientNorm = gradientUnit * iteration.GradientNorm })],
            NotFiniteCoordinate = result.NotFiniteCoordinate,
            UndeterminedCoordinates = undetermined ?? result.UndeterminedCoordinates,
            Recoveries = result.Recoveries,
            Facts = facts ?? result.Facts,
        };

    /// <summary>The same without the function, which holds the samples: what is left to explain needs no evaluation.</summary>
    public static OptimizationResult WithoutFunction(this OptimizationResult result)
        => result.In(result.Point, result.Value, value => value, result.Reason, facts: result.Facts?.WithoutFunction());

    /// <summary>The same, but that it ended because something separates samples.</summary>
    public static OptimizationResult With(this OptimizationResult result, Separation? separation)
        => separation is null ? result : result.In(result.Point, result.Value, value => value, StopReason.Separated, detail: separation.Words);

    /// <summary>The facts of a run that had a target of ours: the user's, if there is one, is what it is explained by.</summary>
    public static RunEvidence? For(this RunEvidence? facts, StoppingCriteria stopping)
        => facts is null ? null : facts with { Stopping = facts.Stopping with { TargetValue = stopping.TargetValue } };
}
