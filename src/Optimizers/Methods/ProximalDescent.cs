namespace Optimizers;

/// <summary>Descends on a smooth function with a penalty: what <see cref="ProximalGradient"/> and its accelerated form share.</summary>
internal abstract class ProximalDescent : Descent
{
    /// <summary>The numbers that every state has.</summary>
    protected static readonly string[] Scalars = ["step", "smooth", "lowest", "lowestNorm", "stalled", .. RoundingTest.Scalars];

    private const int LongestStall = 50;

    private static readonly L1Penalty None = new(0);

    private readonly MinimizedFunction _minimized;
    private readonly IPenalty _penalty;
    private readonly double? _initialStep;
    private readonly double[] _mapped;
    private readonly RoundingTest _rounding;

    /// <param name="minimized">f.</param>
    /// <param name="penalty">g, or null for none.</param>
    /// <param name="initialStep">The first step tried, or null.</param>
    /// <param name="largestShrinkage">The factor by which a refused step shrinks at least.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="description">The optimizer in words.</param>
    /// <param name="state">A state with the <see cref="Scalars"/>.</param>
    protected ProximalDescent(
        MinimizedFunction minimized,
        IPenalty? penalty,
        double? initialStep,
        double largestShrinkage,
        RunOptions options,
        string description,
        OptimizerState state)
    {
        (_minimized, _penalty, _initialStep, Description, State) = (minimized, penalty ?? None, initialStep, description, state);
        minimized.Freeze(gradient => (_penalty as Box)?.ClearFixed(gradient));
        (Search, _mapped, _rounding) = (new ProximalSearch(minimized, _penalty, largestShrinkage), new double[minimized.Dimension], new RoundingTest(state));
        StepLimit = options.Stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    public sealed override string Description { get; }

    public sealed override OptimizerState State { get; }

    public sealed override long StepLimit { get; }

    /// <summary>The search, which keeps the end of the step that it found.</summary>
    protected ProximalSearch Search { get; }

    /// <summary>t of the step to try first: what the last one allows.</summary>
    protected double Step => State.Scalar("step");

    /// <summary>f at the point of the run.</summary>
    protected ref double Smooth => ref State.Scalar("smooth");

    /// <summary>Copies a start that fits the function, after checking that the penalty does; one at which g is infinite is moved to where it is not.</summary>
    public static double[] Inside(IPenalty? penalty, ReadOnlySpan<double> start)
    {
        if (penalty?.Dimension is { } dimension)
        {
            Require.SameLength(dimension, start.Length, "penalty", "the function takes", "Penalty");
        }

        double[] inside = start.ToArray();
        MoveInside(penalty ?? None, inside, 1);
        return inside;
    }

    public sealed override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        double smooth = _minimized.Evaluate(point, gradient);

        // a state that is not finite could not be saved
        Smooth = double.IsFinite(smooth) ? smooth : 0;
        double value = smooth + _penalty.Evaluate(point);
        _rounding.Begin(point, value);
        ref double step = ref State.Scalar("step");
        step = _initialStep ?? FirstStep.Of(point, gradient, value);
        step = step > 0 && double.IsFinite(step) ? step : 1;
        return value;
    }

    public sealed override double EvaluateWhole(ReadOnlySpan<double> point, Span<double> gradient)
        => _minimized.Evaluate(point, gradient) + _penalty.Evaluate(point);

    public sealed override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => Mapping(point, gradient, 1);

    public sealed override double FreeGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double gradientNorm)
        => Mapping(point, gradient, Step);

    public sealed override Action<Span<double>>? Projection => _penalty is ConvexSet set ? set.Project : null;

    /// <summary>Evaluates f at a point between those of the run.</summary>
    protected double EvaluateBetween(Span<double> point, Span<double> gradient, double step)
    {
        MoveInside(_penalty, point, step);
        return _minimized.Evaluate(point, gradient);
    }

    /// <summary>The highest value that counts as no rise.</summary>
    protected double Highest(double value) => value + (RoundingTest.Rounding * Math.Max(Math.Abs(value), Math.Abs(Smooth)));

    /// <summary>Moves to the end of the step; or says that steps have lowered neither value nor gradient mapping for so long that only rounding is
    /// left.</summary>
    protected StopReason Take(ProximalStep found, double nextStep, Span<double> point, Span<double> gradient, ref double value)
    {
        ref double lowest = ref State.Scalar("lowest"), lowestNorm = ref State.Scalar("lowestNorm"), stalled = ref State.Scalar("stalled");
        if (State.StepCount == 0)
        {
            (lowest, lowestNorm) = (value, double.MaxValue);
        }

        double norm = found.Value < lowest ? lowestNorm : Mapping(Search.End, Search.EndGradient, Step);
        stalled = found.Value < lowest || norm < lowestNorm ? 0 : stalled + 1;
        (lowest, lowestNorm) = (Math.Min(lowest, found.Value), Math.Min(lowestNorm, norm));
        // momentum goes through waves that are the longer the longer the way is
        if (stalled > Math.Max(LongestStall, State.StepCount - stalled))
        {
            return Stop(point, gradient, ref value);
        }

        State.Scalar("step") = nextStep;
        MoveTo(found, point, gradient, ref value);
        return StopReason.None;
    }

    /// <summary>Where no step of the search lowers the value: takes a long one that does, by more than rounding, or says why the descent ends.</summary>
    protected StopReason Stop(Span<double> point, Span<double> gradient, ref double value)
    {
        double size = Mapping(point, gradient, Step);
        double longest = Math.Max(_rounding.Length, Blas.MaxNorm(point)) / size;
        ProximalStep leap = size > 0 ? Search.Leap(point, gradient, longest, Step, value - (Highest(value) - value)) : default;
        if (!leap.Succeeded)
        {
            // between kinks a mapping may stay as it is all the way
            return _rounding.IsAllLost(size, point, value) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
        }

        (State.Scalar("lowest"), State.Scalar("lowestNorm"), State.Scalar("stalled")) = (leap.Value, double.MaxValue, 0);
        MoveTo(leap, point, gradient, ref value);
        Restart();
        return StopReason.None;
    }

    /// <summary>Forgets the way to the point.</summary>
    protected virtual void Restart()
    {
    }

    private void MoveTo(ProximalStep found, Span<double> point, Span<double> gradient, ref double value)
    {
        State.StepCount++;
        (Smooth, value) = (found.Smooth, found.Value);
        Search.End.CopyTo(point);
        Search.EndGradient.CopyTo(gradient);
    }

    /// <summary>‖x − prox_tg(x − t∇f)‖∞/t, in units of f over x.</summary>
    private double Mapping(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double step)
    {
        double size = Blas.MaxNorm(gradient);
        if (!double.IsFinite(size))
        {
            return size;
        }

        Blas.Combine(point, -step, gradient, _mapped);
        _penalty.ApplyProximal(_mapped, step);
        return GradientMapping.Norm(point, gradient, _mapped, step);
    }

    private static void MoveInside(IPenalty penalty, Span<double> point, double step)
    {
        if (!double.IsFinite(penalty.Evaluate(point)))
        {
            penalty.ApplyProximal(point, step);
        }
    }
}
