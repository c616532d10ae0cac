namespace Optimizers;

/// <summary>An optimizer that needs the gradient alone, such as gradient descent, momentum or Adam; usable inside anybody's own loop.</summary>
/// <remarks>To write a rule, give the two methods; the runs come with the interface.</remarks>
/// <example>
/// <code>
/// OptimizerState state = rule.CreateState(point.Length);
/// while (…)
/// {
///     // write the gradient at the point
///     rule.Step(point, gradient, state);
/// }
/// </code>
/// </example>
public interface IUpdateRule : IOptimizer
{
    /// <summary>Makes the memory that <see cref="Step"/> needs before the first step.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <returns>A new state with step count 0.</returns>
    /// <exception cref="ArgumentException">The dimension is negative, or the rule's settings contradict each other.</exception>
    OptimizerState CreateState(int dimension);

    /// <summary>Takes one step: changes the point in place, and the state with it; allocates nothing.</summary>
    /// <param name="point">x, n coordinates; becomes the next point.</param>
    /// <param name="gradient">∇f(x), n coordinates.</param>
    /// <param name="state">A state made by this rule's <see cref="CreateState"/> for n coordinates.</param>
    /// <exception cref="ArgumentException">The lengths differ or the state is another rule's; nothing has been written then.</exception>
    void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state);

    /// <inheritdoc/>
    OptimizationRun IOptimizer.Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        => OptimizationRun.ByRule(function, start, options, CreateState, Step);
}
