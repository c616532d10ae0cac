namespace Optimizers;

/// <summary>Descends by one gradient at a time on the whole function.</summary>
internal class RuleDescent(MinimizedFunction minimized, Stepper stepper, StoppingCriteria stopping) : Descent
{
    public sealed override string Description => stepper.Description;

    public sealed override OptimizerState State { get; } = stepper.CreateState(minimized.Dimension);

    // after the state, which checks the dimension
    private readonly double[] _projected = NeedsProjection(stepper, minimized.Dimension);

    public override long StepLimit { get; } = stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;

    public sealed override double? LearningRate => stepper.LearningRateAt(State);

    public sealed override bool SkipsNotFinite => stepper.SkipsNotFinite(State);

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration) => minimized.Evaluate(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        stepper.Step(point, gradient, value, State);
        value = Evaluate(point, gradient, iteration + 1);
        return StopReason.None;
    }

    public sealed override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double size = base.GradientNorm(point, gradient);
        if (_projected.Length == 0 || !double.IsFinite(size))
        {
            return size;
        }

        Blas.Combine(point, -1, gradient, _projected);
        stepper.Project(_projected);
        return GradientMapping.Norm(point, gradient, _projected);
    }

    public sealed override Action<Span<double>>? Projection => _projected.Length > 0 ? point => stepper.Project(point) : null;

    public sealed override double FreeGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double gradientNorm)
    {
        if (_projected.Length == 0 || !(gradientNorm > 0))
        {
            return gradientNorm;
        }

        double step = FirstStep.Of(point, gradient, 0);
        Blas.Combine(point, -step, gradient, _projected);
        stepper.Project(_projected);
        return GradientMapping.Norm(point, gradient, _projected, step);
    }

    public sealed override bool WriteAverage(ReadOnlySpan<double> point, Span<double> average) => stepper.WriteAverage(point, State, average);

    // room for a point, if there is a set to project onto
    private static double[] NeedsProjection(Stepper stepper, int dimension)
    {
        double[] point = new double[dimension];
        return stepper.Project(point) ? point : [];
    }
}
