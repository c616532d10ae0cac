namespace Optimizers;

/// <summary>What a result remembers of its run, to explain it.</summary>
/// <param name="Minimized">The function as the run minimized it.</param>
/// <param name="Stopping">When it was to stop.</param>
/// <param name="Start">x₀.</param>
/// <param name="Point">The point of the result in the run's own coordinates.</param>
internal sealed record RunEvidence(MinimizedFunction Minimized, StoppingCriteria Stopping, double[] Start, double[] Point)
{
    /// <summary>The last step beside the size of the point; null where none was tested.</summary>
    public double? LastStep { get; init; }

    /// <summary>The tolerance in force; null where none was tested.</summary>
    public double? GradientTolerance { get; init; }

    /// <summary>The rate of the next step, where there is one.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Whether most values are those of batches.</summary>
    public bool IsStochastic { get; init; }

    /// <summary>What moves a point into the set that the run kept to; null where there was none.</summary>
    public Action<Span<double>>? Projection { get; init; }

    /// <summary>What a check of the gradient found during the run.</summary>
    public GradientFinding? Finding { get; init; }

    /// <summary>The same with what differences find wrong with the gradient.</summary>
    public RunEvidence Checked() => this with { Finding = Finding ?? GradientProbe.FindWrong(Minimized, Start, Point, Projection) };

    /// <summary>The same without the function, which may hold much: a result that is kept for long explains itself without evaluations.</summary>
    public RunEvidence WithoutFunction() => this with { Minimized = Minimized.WithoutFunction(), Projection = null };
}
