namespace Optimizers;

/// <content>What the run has found: which of its points it answers with, and everything that is known of it.</content>
public sealed partial class OptimizationRun
{
    private OptimizationResult? _result;

    /// <summary>The result; before the run has stopped, the result as of now with the reason <see cref="StopReason.None"/>.</summary>
    /// <remarks>Where the value of the whole function at the point is not known, the function is evaluated once more, and once more at the average where there
    /// is one.</remarks>
    public OptimizationResult Result => _reason == StopReason.None ? MakeResult() : _result ??= MakeResult();

    private OptimizationResult MakeResult()
    {
        bool isLast = _descent.IsStochastic || _reason.IsConverged || _reason == StopReason.NotFinite;
        RunPoint kept = isLast ? _points.Current : _points.Best;
        double[] scratch = kept.IsWhole ? [] : new double[kept.X.Length], average = new double[kept.X.Length];
        // the run goes on with the value of the batch
        double value = kept.IsWhole ? kept.Value : _descent.EvaluateWhole(kept.X, scratch);
        bool hasAverage = _descent.WriteAverage(_points.Current.X, average);
        return new OptimizationResult
        {
            Point = [.. kept.X],
            Value = _minimized.Own(value),
            GradientNorm = kept.IsWhole ? kept.GradientNorm : _descent.GradientNorm(kept.X, scratch),
            AveragedPoint = hasAverage ? average : null,
            AveragedValue = hasAverage ? _minimized.Own(_descent.EvaluateWhole(average, new double[average.Length])) : null,
            Iterations = Math.Max(_number, 0),
            Evaluations = _minimized.Evaluations,
            Elapsed = Elapsed,
            Reason = _reason,
            History = _history.ToArray(),
            NotFiniteCoordinate = _notFiniteCoordinate,
            Recoveries = _supervision?.Recoveries ?? [],
            Facts = new RunEvidence(_minimized, _options.Stopping, _start, [.. kept.X])
            {
                LastStep = _test.LastStep,
                GradientTolerance = _test.GradientTolerance,
                LearningRate = _descent.LearningRate,
                IsStochastic = _descent.IsStochastic,
                Projection = Projection,
                Finding = _finding,
            },
        };
    }
}
