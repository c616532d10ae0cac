namespace Optimizers;

/// <summary>Descends by an update rule on the whole function.</summary>
internal sealed class RuleDescent(
    Objective objective, Action<Span<double>, ReadOnlySpan<double>, OptimizerState> step, OptimizerState state, StoppingCriteria stopping) : Descent
{
    public override long StepLimit { get; } = stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;

    public override double Begin(ReadOnlySpan<double> point, Span<double> gradient) => objective.Evaluate(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value)
    {
        step(point, gradient, state);
        value = objective.Evaluate(point, gradient);
        return StopReason.None;
    }
}
