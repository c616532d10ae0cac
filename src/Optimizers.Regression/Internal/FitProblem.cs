namespace Optimizers.Regression;

/// <summary>A fit as a run of an optimizer, and the way from the run's coordinates and values to the user's.</summary>
internal abstract class FitProblem
{
    /// <summary>The run, not yet started.</summary>
    public abstract OptimizationRun Run { get; }

    /// <summary>The groups of parameters (weights, then the intercept) in the user's units.</summary>
    public abstract double[] ToUser(ReadOnlySpan<double> point);

    /// <summary>The user's loss at a value of the run.</summary>
    public virtual double ToLoss(double value) => value;

    /// <summary>The result of the run, its point in user units, its values the user's loss.</summary>
    public OptimizationResult Result(OptimizationResult result) => new()
    {
        // an optimizer that averages answers with the average
        Point = ToUser(result.AveragedPoint ?? result.Point),
        Value = ToLoss(result.AveragedValue ?? result.Value),
        GradientNorm = result.GradientNorm,
        Iterations = result.Iterations,
        Evaluations = result.Evaluations,
        Elapsed = result.Elapsed,
        Reason = result.Reason,
        History = [.. result.History.Select(iteration => iteration with { Value = ToLoss(iteration.Value) })],
        NotFiniteCoordinate = result.NotFiniteCoordinate,
        Recoveries = result.Recoveries,
        Facts = result.Facts,
    };
}
