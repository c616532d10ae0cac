namespace Optimizers;

/// <summary>What a result remembers of its run, to explain it.</summary>
/// <param name="Objective">The function as the run minimized it.</param>
/// <param name="Stopping">When it was to stop.</param>
/// <param name="LastStep">The last step beside the size of the point; null where none was tested.</param>
/// <param name="GradientTolerance">The tolerance in force; null where none was tested.</param>
/// <param name="Start">x₀.</param>
/// <param name="Point">The point of the result in the run's own coordinates.</param>
/// <param name="LearningRate">The rate of the next step, where there is one.</param>
internal sealed record RunFacts(
    Objective Objective, StoppingCriteria Stopping, double? LastStep, double? GradientTolerance, double[] Start, double[] Point, double? LearningRate)
{
    /// <summary>The same without the function, which may hold much: a result that is kept for long explains itself without evaluations.</summary>
    public RunFacts WithoutFunction() => this with { Objective = Objective.WithoutFunction() };
}
