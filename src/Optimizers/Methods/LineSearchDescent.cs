namespace Optimizers;

/// <summary>Descends along lines: a direction from a method's memory, a step from a line search.</summary>
internal abstract class LineSearchDescent : Descent
{
    // A gradient this small beside the value counts as 0 where rounding stops the search.
    private const double SmallGradient = 1e-6;

    // Steps that are all within the rounding of the value lead nowhere; searches that trust slopes would take them for ever.
    private const int IdleLimit = 50;

    // A search that fell all the way to so many times its first step falls for ever; the idle count says so to the next iteration.
    private const double EndlessGrowth = 1e20;
    private const int Endless = -1;

    private readonly IOptimizer _settings;
    private readonly LineSearch _search;
    private readonly PointLine _line;
    private double _firstStep;

    protected LineSearchDescent(Objective objective, LineSearch search, RunOptions options, IOptimizer settings, OptimizerState state, ConvexSet? set = null)
    {
        (Objective, _search, _settings, State) = (objective, search, settings, state);
        _line = new PointLine(objective, set);
        StepLimit = options.Stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    /// <summary>The numbers that every method keeps in its state.</summary>
    public static string[] Scalars { get; } = ["lowest", "idle"];

    public sealed override string Description => _settings.ToString()!;

    public sealed override OptimizerState State { get; }

    public sealed override long StepLimit { get; }

    protected Objective Objective { get; }

    public sealed override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration) => Objective.Evaluate(point, gradient);

    public sealed override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        bool hasMemory = WriteDirection(point, gradient, _line.Direction);
        double slope = Blas.Dot(_line.Direction, gradient);
        if (hasMemory && !(slope < 0))
        {
            Forget();
            hasMemory = WriteDirection(point, gradient, _line.Direction);
            slope = Blas.Dot(_line.Direction, gradient);
        }

        ref double lowest = ref State.Scalar("lowest"), idle = ref State.Scalar("idle");
        if (idle == Endless)
        {
            return StopReason.Unbounded;
        }

        LineSearchResult found = idle >= IdleLimit ? default : Search(point, gradient, value, slope, hasMemory);
        if (!Lowers(found, value) && hasMemory && idle < IdleLimit)
        {
            Forget();
            hasMemory = WriteDirection(point, gradient, _line.Direction);
            slope = Blas.Dot(_line.Direction, gradient);
            found = Search(point, gradient, value, slope, hasMemory);
        }

        if (!Lowers(found, value))
        {
            return GradientNorm(point, gradient) * Math.Max(1, Blas.MaxNorm(point)) <= SmallGradient * Math.Max(1, Math.Abs(value)) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
        }

        State.StepCount++;
        _line.End(found.Step);
        Remember(point, _line.Point, gradient, _line.Gradient, found, slope);
        _line.Point.CopyTo(point);
        _line.Gradient.CopyTo(gradient);
        bool isLower = State.StepCount == 1 || found.Value < lowest;
        bool isEndless = !found.Succeeded && found.Step > EndlessGrowth * _firstStep;
        (lowest, idle) = isLower ? (found.Value, isEndless ? Endless : 0) : (lowest, idle + 1);
        value = found.Value;
        return StopReason.None;
    }

    /// <summary>Writes the direction of the next search.</summary>
    /// <returns>Whether it is more than the negative gradient, so that forgetting could help.</returns>
    protected abstract bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction);

    /// <summary>The step to try first.</summary>
    protected abstract double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope);

    /// <summary>The largest step that may be tried.</summary>
    protected virtual double LargestStep(ReadOnlySpan<double> point, ReadOnlySpan<double> direction) => double.PositiveInfinity;

    /// <summary>Takes the step into the memory.</summary>
    protected abstract void Remember(ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient, LineSearchResult found, double slope);

    /// <summary>Clears the memory, so that the next direction is the negative gradient.</summary>
    protected abstract void Forget();

    /// <summary>The value from which the search must fall; higher than the present one for searches that let it rise now and then.</summary>
    protected virtual double Reference(double value) => value;

    /// <summary>The step along the negative gradient when nothing else is known: a length of 1 at most.</summary>
    protected static double FirstStep(ReadOnlySpan<double> gradient) => 1 / Math.Max(1, Math.Sqrt(Blas.Dot(gradient, gradient)));

    // a search may end a rounding above the start, near a minimum, where slopes say more than values
    private bool Lowers(LineSearchResult found, double value) => found.Step > 0 && (found.Succeeded || found.Value < Reference(value));

    private LineSearchResult Search(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope, bool hasMemory)
    {
        if (!(slope < 0))
        {
            return default;
        }

        _line.Begin(point);
        double largest = LargestStep(point, _line.Direction);
        _firstStep = Math.Min(largest, InitialStep(point, gradient, value, slope));
        return _search.Search(_line, new Trial(0, Reference(value), slope), _firstStep, largest);
    }
}
