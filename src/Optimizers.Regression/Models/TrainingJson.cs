namespace Optimizers.Regression;

/// <summary>The JSON form of an <see cref="OptimizationResult"/>, without its point, which is the model's parameters, and its history.</summary>
internal sealed record TrainingJson
{
    public required StopReason Reason { get; init; }

    public required int? NotFiniteCoordinate { get; init; }

    public required int Iterations { get; init; }

    public required long Evaluations { get; init; }

    public required double Value { get; init; }

    public required double GradientNorm { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public static TrainingJson From(OptimizationResult result) => new()
    {
        Reason = result.Reason,
        NotFiniteCoordinate = result.NotFiniteCoordinate,
        Iterations = result.Iterations,
        Evaluations = result.Evaluations,
        Value = result.Value,
        GradientNorm = result.GradientNorm,
        Elapsed = result.Elapsed,
    };

    public OptimizationResult ToResult(double[] point) => new()
    {
        Point = point,
        Reason = Reason,
        NotFiniteCoordinate = NotFiniteCoordinate,
        Iterations = Iterations,
        Evaluations = Evaluations,
        Value = Value,
        GradientNorm = GradientNorm,
        Elapsed = Elapsed,
        History = [],
    };
}
