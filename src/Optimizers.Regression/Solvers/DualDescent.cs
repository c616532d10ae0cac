namespace Optimizers.Regression;

/// <summary>Solves a ridge by its dual at the first step, and refines it by residuals of the samples at each later one.</summary>
/// <remarks><code>α ← α + (K + ρI)⁻¹(b − Au − ρα),  u = Aᵀα</code></remarks>
/// <param name="objective">The squared errors with the ridge, k groups of d coordinates.</param>
/// <param name="kernel">The products of the samples.</param>
/// <param name="targets">b, in rows of n.</param>
/// <param name="stopping">When to stop; with a limit.</param>
internal sealed class DualDescent(MinimizedFunction objective, SampleKernel kernel, double[] targets, StoppingCriteria stopping) : Descent
{
    private readonly double[] _dual = new double[targets.Length];

    public override string Description => "ridge by its dual";

    public override OptimizerState State { get; } = new OptimizerState(objective.Dimension);

    public override long StepLimit { get; } = stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration) => objective.Evaluate(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        double[] residuals = [.. targets];
        if (State.StepCount > 0)
        {
            Blas.AddScaled(-1, kernel.Predict([.. point]), residuals);
            Blas.AddScaled(-kernel.Ridge, _dual, residuals);
        }

        for (int first = 0; first < residuals.Length; first += kernel.Samples)
        {
            kernel.Solve(residuals.AsSpan(first, kernel.Samples));
        }

        Blas.AddScaled(1, residuals, _dual);
        kernel.WriteWeights(_dual, point);
        State.StepCount++;
        value = Evaluate(point, gradient, iteration);
        return StopReason.None;
    }
}
