namespace Optimizers;

/// <summary>Descends along lines: a direction from a method's memory, a step from a line search.</summary>
internal abstract class LineSearchDescent : Descent
{
    // A gradient this small beside the values counts as 0 where rounding stops the search.
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
    public static string[] Scalars { get; } = ["lowest", "idle", "highest", "length"];

    public sealed override string Description => _settings.ToString()!;

    public sealed override OptimizerState State { get; }

    public sealed override long StepLimit { get; }

    protected Objective Objective { get; }

    public sealed override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        double value = Objective.Evaluate(point, gradient);
        State.Scalar("length") = Math.Max(State.Scalar("length"), Blas.MaxNorm(point));
        State.Scalar("highest") = double.IsFinite(value) ? Math.Max(State.Scalar("highest"), Math.Abs(value)) : State.Scalar("highest");
        return value;
    }

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
            return _line.IsBottomless ? StopReason.Unbounded : IsLostInRounding(point, gradient, value) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
        }

        if (_line.IsBottomless)
        {
            return StopReason.Unbounded;
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

    /// <summary>The step along the negative gradient when nothing else is known, half as long as the point; at 0 one that would halve the value if the function were linear; where that is 0 too, a length of 1.</summary>
    /// <remarks>As step I0 of <see href="https://doi.org/10.1145/1132973.1132979">Hager and Zhang 2006</see>, with ½ in place of 0.01.</remarks>
    protected static double FirstStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
    {
        double size = Blas.MaxNorm(point), steepness = Blas.MaxNorm(gradient);
        return size > 0 ? size / steepness / 2 : value != 0 ? Math.Abs(value) / steepness / steepness / 2 : 1 / steepness;
    }

    // of values near f that reach up to F, a gradient of about √(ε·f·F) beside the length of the point is all that their rounding leaves
    private bool IsLostInRounding(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
    {
        double length = Math.Max(State.Scalar("length"), Blas.MaxNorm(point)), highest = State.Scalar("highest");
        double left = Math.Max(Math.Abs(value), SmallGradient * SmallGradient * highest);
        return FreeGradientNorm(point, gradient, GradientNorm(point, gradient)) * length <= SmallGradient * Math.Sqrt(left) * Math.Sqrt(highest);
    }

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
