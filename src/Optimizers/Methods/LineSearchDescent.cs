namespace Optimizers;

/// <summary>Descends along lines: a direction from a method's memory, a step from a line search.</summary>
internal abstract class LineSearchDescent : Descent
{
    // Gradients up to here are worked with as they are: the bits are the same, and it is faster.
    private const int OrdinaryExponent = 100;
    private const int LargestExponent = 1000;

    // Steps that are all within the rounding of the value lead nowhere; searches that trust slopes would take them for ever.
    private const int IdleLimit = 50;

    // A search that fell all the way to so many times its first step falls for ever; the idle count says so to the next iteration.
    private const double EndlessGrowth = 1e20;
    private const int Endless = -1;

    private readonly IOptimizer _settings;
    private readonly LineSearch _search;
    private readonly PointLine _line;
    private readonly RoundingTest _rounding;
    private double _firstStep;

    protected LineSearchDescent(
        MinimizedFunction minimized, LineSearch search, RunOptions options, IOptimizer settings, OptimizerState state, ConvexSet? set = null)
    {
        (Minimized, _search, _settings, State) = (minimized, search, settings, state);
        (_line, _rounding) = (new PointLine(minimized, set), new RoundingTest(state));
        StepLimit = options.Stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    /// <summary>The numbers that every method keeps in its state.</summary>
    public static string[] Scalars { get; } = ["lowest", "idle", "unit", .. RoundingTest.Scalars];

    public sealed override string Description => _settings.ToString()!;

    public sealed override OptimizerState State { get; }

    public sealed override long StepLimit { get; }

    protected MinimizedFunction Minimized { get; }

    /// <summary>The value at the point of the run.</summary>
    protected double Value { get; private set; }

    /// <summary>The largest coordinate that the run has seen.</summary>
    protected ref double Length => ref _rounding.Length;

    public sealed override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        Minimized.Unit = 1;
        double value = Minimized.Evaluate(point, gradient);
        ref double unit = ref State.Scalar("unit");
        Minimized.Unit = unit = unit > 0 ? unit : UnitOf(value, Blas.MaxNorm(gradient));
        _rounding.Begin(point, value / unit);
        return value;
    }

    public override void Loaded() => Minimized.Unit = State.Scalar("unit");

    public sealed override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        double unit = Minimized.Unit;
        if (unit == 1)
        {
            return Descend(point, gradient, ref value);
        }

        value /= unit;
        Blas.Scale(1 / unit, gradient, gradient);
        try
        {
            return Descend(point, gradient, ref value);
        }
        finally
        {
            value *= unit;
            Blas.Scale(unit, gradient, gradient);
        }
    }

    private StopReason Descend(Span<double> point, Span<double> gradient, ref double value)
    {
        Value = value;
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
            return _line.IsBottomless ? StopReason.Unbounded
                : _rounding.IsLost(FreeGradientNorm(point, gradient, GradientNorm(point, gradient)), point, value) ? StopReason.RoundingLimit
                : StopReason.LineSearchFailed;
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
    protected abstract void Remember(
        ReadOnlySpan<double> before,
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> gradientBefore,
        ReadOnlySpan<double> gradient,
        LineSearchResult found,
        double slope);

    /// <summary>Clears the memory, so that the next direction is the negative gradient.</summary>
    protected abstract void Forget();

    /// <summary>The value from which the search must fall; higher than the present one for searches that let it rise now and then.</summary>
    protected virtual double Reference(double value) => value;

    /// <summary>A power of 2 near the size of a gradient, if that is far from 1.</summary>
    private static double UnitOf(double value, double steepness)
    {
        int exponent = steepness > 0 && double.IsFinite(steepness) ? Math.Clamp(Math.ILogB(steepness), -LargestExponent, LargestExponent) : 0;
        double unit = Math.ScaleB(1, Math.Abs(exponent) > OrdinaryExponent ? exponent : 0);
        return double.IsFinite(value / unit) ? unit : 1;
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
