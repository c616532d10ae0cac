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

    /// <summary>The learning rate that the next step will use.</summary>
    /// <param name="state">A state of this rule.</param>
    /// <returns>The rate; null where there is not one rate.</returns>
    double? LearningRateAt(OptimizerState state) => null;

    /// <summary>Writes the average of the points so far, if the rule keeps one.</summary>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="state">A state of this rule.</param>
    /// <param name="average">Receives the average, n coordinates, if there is one.</param>
    /// <returns>Whether the rule keeps an average and has one already.</returns>
    bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average) => false;

    /// <summary>Whether the next step takes a gradient that is not finite, by leaving the point alone.</summary>
    /// <param name="state">A state of this rule.</param>
    bool SkipsNotFinite(OptimizerState state) => false;

    /// <summary>Moves a point into the set that the rule keeps its points in, if it keeps them in one; a run does so with its start.</summary>
    /// <param name="point">x, n coordinates; becomes the nearest point of the set.</param>
    /// <returns>Whether the rule keeps its points in a set.</returns>
    bool Project(Span<double> point) => false;

    /// <summary>Sets to 0 the partial derivatives of the coordinates that the rule never moves, such as those of <see cref="Frozen"/>: neither a run nor a
    /// clipping of the gradient counts them.</summary>
    /// <param name="gradient">∇f, n coordinates.</param>
    void ClearFrozen(Span<double> gradient)
    {
    }

    /// <summary>The box around the set that the rule keeps its points in; null where there is none.</summary>
    internal Box? BoundsOf(int dimension) => null;

    /// <inheritdoc/>
    OptimizationRun IOptimizer.Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
        => OptimizationRun.By(new RuleStepper(this), function, start, options);
}

/// <summary>A rule as a run sees it.</summary>
file sealed class RuleStepper(IUpdateRule rule) : Stepper
{
    public override string Description => rule.ToString() ?? rule.GetType().Name;

    public override OptimizerState CreateState(int dimension) => rule.CreateState(dimension);

    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, double value, OptimizerState state) => rule.Step(point, gradient, state);

    public override double? LearningRateAt(OptimizerState state) => rule.LearningRateAt(state);

    public override bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average) => rule.WriteAverage(point, state, average);

    public override bool SkipsNotFinite(OptimizerState state) => rule.SkipsNotFinite(state);

    public override bool Project(Span<double> point) => rule.Project(point);

    public override void ClearFrozen(Span<double> gradient) => rule.ClearFrozen(gradient);

    public override Box? BoundsOf(int dimension) => rule.BoundsOf(dimension);
}
