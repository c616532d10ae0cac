using System.Diagnostics.CodeAnalysis;

namespace Optimizers;

/// <summary>Thrown by <see cref="OptimizationResult.EnsureConverged"/> alone; no optimizer throws it by itself.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always carries a result.")]
public sealed class OptimizationException : Exception
{
    /// <summary>Makes the exception for a run that did not converge.</summary>
    /// <param name="result">The run's result.</param>
    public OptimizationException(OptimizationResult result)
        : base(result?.ToString())
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>What the run found all the same.</summary>
    public OptimizationResult Result { get; }
}
