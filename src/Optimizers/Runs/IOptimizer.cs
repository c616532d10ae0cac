namespace Optimizers;

/// <summary>Anything that can look for a minimum of a differentiable function.</summary>
/// <remarks>
/// An optimizer is an immutable value: its settings. All memory is in the run that it starts, so one optimizer may serve any
/// number of runs at the same time. Most callers use the extension members of <see cref="OptimizerExtensions"/>.
/// </remarks>
public interface IOptimizer
{
    /// <summary>Makes a run that is ready to take its first iteration; evaluates nothing yet.</summary>
    /// <param name="function">The function f, of n coordinates.</param>
    /// <param name="start">x₀, n finite coordinates; copied.</param>
    /// <param name="options">When to stop, which direction, which batches.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="start"/> has another number of coordinates than the function or one that is not finite; or the options ask for
    /// batches that the function cannot give.
    /// </exception>
    OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options);
}
