namespace Optimizers;

/// <summary>A way to find how far to go along a direction in which a function falls.</summary>
/// <remarks>
/// With φ(α) = f(x + αd) a search looks for a step α that meets its conditions on φ(α) and φ′(α). It is a value: any method that searches along
/// lines takes any of them. A step at which the function is not finite is halved until it is.
/// </remarks>
public abstract record LineSearch
{
    /// <summary>The largest number of evaluations in one search.</summary>
    internal const int EvaluationLimit = 60;

    private protected LineSearch()
    {
    }

    /// <summary>c₁: the value must fall by at least this share of what the slope at the start promises, φ(α) ≤ φ(0) + c₁αφ′(0).</summary>
    /// <value>Above 0 and below 1.</value>
    public abstract double Decrease { get; init; }

    /// <summary>Searches along a line of one's own.</summary>
    /// <param name="function">Takes α and returns φ(α) and φ′(α); called with 0 first.</param>
    /// <param name="initialStep">The step to try first, finite and above 0.</param>
    /// <returns>The step found and whether it meets the conditions.</returns>
    /// <exception cref="ArgumentException">The initial step is not a finite number above 0, or φ does not fall at 0.</exception>
    public LineSearchResult Search(Func<double, (double Value, double Slope)> function, double initialStep)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.Positive(initialStep, nameof(initialStep));
        var line = new DelegateLine(function);
        Trial start = line.Evaluate(0);
        return start.Slope < 0
            ? Search(line, start, initialStep, double.PositiveInfinity)
            : throw new ArgumentException(Invariant($"The slope at 0 is {start.Slope}; a search needs one below 0."), nameof(function));
    }

    /// <summary>Searches along a line that falls at its start.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">The start, with a slope below 0.</param>
    /// <param name="initialStep">The step to try first, at most the largest.</param>
    /// <param name="largestStep">The largest step that may be tried.</param>
    internal abstract LineSearchResult Search(SearchLine line, Trial start, double initialStep, double largestStep);

    /// <summary>Whether a trial falls enough.</summary>
    private protected bool IsLowEnough(Trial start, Trial trial) => trial.Value <= start.Value + (Decrease * trial.Step * start.Slope);

    /// <summary>Evaluates at a step, halving the way from a step known to be good until the function is finite there.</summary>
    /// <param name="line">The line.</param>
    /// <param name="good">A step at which the function is finite.</param>
    /// <param name="step">The step to try.</param>
    /// <param name="largest">The largest step that may be tried from now on; shrinks when the function was not finite.</param>
    private protected static Trial EvaluateFinite(SearchLine line, double good, double step, ref double largest)
    {
        Trial trial = line.Evaluate(step);
        while (!trial.IsFinite && line.Evaluations < EvaluationLimit)
        {
            step = good + ((step - good) / 2);
            largest = step;
            trial = line.Evaluate(step);
        }

        return trial;
    }
}
