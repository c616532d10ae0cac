namespace Optimizers.Regression;

/// <summary>Descends by the minima of parabolas that have the value, slopes and second derivatives of a convex function of few parameters.</summary>
/// <remarks>
/// <code>
/// x ← x + t(z − x),  z the minimum of ∇fᵀ(z − x) + ½(z − x)ᵀ(H + μI)(z − x) + g(z);  t = 1, ½, ¼ until f + g falls by 1e-4 of what the slopes say
/// </code>
/// <para>μ is 0 as long as steps lower the value; where a loss does not bend, or a quarter of the step is too long still, it grows until they do, and steps of
/// full length take it back. Second derivatives are computed where that pays: steps close to the minimum go by those of a point before. A step within the
/// rounding of the value has to bring the point nearer to stationary.</para>
/// </remarks>
internal abstract class CurvedDescent : Descent
{
    private const double SufficientFall = 1e-4;
    private const double ShortestStep = 0.25;

    // of the curvature
    private const double FirstDamping = 1e-3;
    private const double DampingGrowth = 10;
    private const double LargestDamping = 1e16;
    private const double SmallestDamping = 1e-5;

    // of the gradient, that a step by the second derivatives of another point leaves at most
    private const double LongestRest = 0.5;

    // of values, within which a change says nothing
    private const double Rounding = 1e-12;

    // of a gradient, values being of size 1, above which it is not lost in their rounding
    private const double SmallNorm = 1e-6;
    private const int LongestStall = 3;

    private readonly MinimizedFunction _objective;
    private readonly ICurvedObjective _function;
    private readonly CurvatureSchedule _schedule;
    private readonly RoundingTest _rounding;
    private readonly double _curvature;
    private readonly double[] _hessian;
    private readonly double[] _nextHessian;
    private readonly double[] _step;
    private readonly double[] _end;
    private readonly double[] _endGradient;
    private readonly double _first;
    private bool _isOwn;
    private bool _isGuess;
    private bool _isReady;

    /// <param name="objective">f, an <see cref="ICurvedObjective"/>.</param>
    /// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
    /// <param name="stopping">When to stop.</param>
    /// <param name="first">A guess of the second derivatives at the start, the same in all directions; 0: there is none.</param>
    protected CurvedDescent(MinimizedFunction objective, double curvature, StoppingCriteria stopping, double first = 0)
    {
        int n = objective.Dimension;
        _first = first;
        (_objective, _function, _curvature) = (objective, (ICurvedObjective)objective.Function, curvature);
        State = new OptimizerState(n, [], ["damping", "lowest", "lowestNorm", "stalled", .. RoundingTest.Scalars]);
        (_schedule, _rounding) = (new CurvatureSchedule(_function.CurvatureCost, stopping.GradientTolerance ?? 0), new RoundingTest(State));
        (_hessian, _nextHessian, Target, _step, _end, _endGradient) =
            (new double[n * n], new double[n * n], new double[n], new double[n], new double[n], new double[n]);
        StepLimit = stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    public sealed override OptimizerState State { get; }

    public sealed override long StepLimit { get; }

    /// <summary>z.</summary>
    protected double[] Target { get; }

    public sealed override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        (_isOwn, _isReady, _isGuess) = (true, false, iteration == 0 && _first > 0);
        double value = (_isGuess ? _objective.Evaluate(point, gradient) : EvaluateCurved(point, gradient, _hessian)) + Penalty(point);
        for (int i = 0; i < point.Length && _isGuess; i++)
        {
            _hessian[(i * point.Length) + i] = _first;
        }

        _rounding.Begin(point, value);
        return value;
    }

    public sealed override double EvaluateWhole(ReadOnlySpan<double> point, Span<double> gradient) => _objective.Evaluate(point, gradient) + Penalty(point);

    public sealed override void Loaded() => _isOwn = _isReady = false;

    public sealed override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        if (!_isOwn && !_isReady)
        {
            Refresh(point);
        }

        double norm = GradientNorm(point, gradient);
        ref double damping = ref State.Scalar("damping");
        for (double growth = DampingGrowth; ;)
        {
            bool isOwn = _isOwn, wants = _schedule.Wants(norm, isOwn);
            _isReady = _isReady || TryTake(_hessian, damping * Curvature());
            double slope = _isReady && TryAim(point, gradient) ? Slope(point, gradient) : double.NaN;
            bool isLost = Math.Abs(slope) <= Rounding * Size(value);
            double next = value, length = slope < 0 || isLost ? Search(point, ref next, norm, slope, wants) : 0;
            if (length > 0)
            {
                double less = damping / DampingGrowth;
                (damping, _isReady) = length < 1 || damping == 0 ? (damping, _isReady) : (less >= SmallestDamping ? less : 0, false);
                return Take(point, gradient, ref value, next, norm, isOwn, wants && length == 1);
            }

            if (!isOwn || _isGuess)
            {
                Refresh(point);
            }
            else if (damping < LargestDamping && !(isLost && norm <= SmallNorm))
            {
                // by more each time, for what is out of all proportion
                (damping, growth, _isReady) = (Math.Max(FirstDamping, growth * damping), DampingGrowth * growth, false);
            }
            else
            {
                return Stop(point, norm, value);
            }
        }
    }

    /// <summary>The change of the value to <see cref="Target"/> if f were a plane.</summary>
    protected abstract double Slope(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient);

    /// <summary>g.</summary>
    protected abstract double Penalty(ReadOnlySpan<double> point);

    /// <summary>Takes other second derivatives.</summary>
    /// <param name="hessian">H.</param>
    /// <param name="damping">μ.</param>
    /// <returns>Whether there is a minimum for any slopes.</returns>
    protected abstract bool TryTake(ReadOnlySpan<double> hessian, double damping);

    /// <summary>Writes <see cref="Target"/>.</summary>
    /// <returns>Whether there is one.</returns>
    protected abstract bool TryAim(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient);

    private StopReason Take(Span<double> point, Span<double> gradient, ref double value, double next, double norm, bool isOwn, bool hasCurvature)
    {
        ref double lowest = ref State.Scalar("lowest"), lowestNorm = ref State.Scalar("lowestNorm"), stalled = ref State.Scalar("stalled");
        if (State.StepCount == 0)
        {
            (lowest, lowestNorm) = (value, norm);
        }

        double endNorm = GradientNorm(_end, _endGradient);
        stalled = next < lowest || endNorm < lowestNorm ? 0 : stalled + 1;
        (lowest, lowestNorm) = (Math.Min(lowest, next), Math.Min(lowestNorm, endNorm));
        if (stalled > LongestStall)
        {
            return Stop(point, norm, value);
        }

        _schedule.Observe(norm, endNorm, isOwn);
        _isOwn = hasCurvature;
        if (hasCurvature)
        {
            _nextHessian.CopyTo(_hessian, 0);
            _isReady = _isGuess = false;
        }

        State.StepCount++;
        _end.CopyTo(point);
        _endGradient.CopyTo(gradient);
        value = next;
        return StopReason.None;
    }

    /// <summary>Looks for the end of a step that lowers the value, or within its rounding the gradient.</summary>
    /// <returns>How much of the step; 0 if none does.</returns>
    private double Search(ReadOnlySpan<double> point, ref double next, double norm, double slope, bool wantsCurvature)
    {
        double value = next;
        Blas.Combine(Target, -1, point, _step);
        for (double length = 1; length >= (_isOwn ? ShortestStep : 1); length *= 0.5)
        {
            if (length == 1)
            {
                Target.CopyTo(_end, 0);
            }
            else
            {
                Blas.Combine(point, length, _step, _end);
            }

            next = (wantsCurvature && length == 1 ? EvaluateCurved(_end, _endGradient, _nextHessian) : _objective.Evaluate(_end, _endGradient)) + Penalty(_end);
            double left = GradientNorm(_end, _endGradient);
            bool isLost = Math.Abs(length * slope) <= Rounding * Size(value);
            bool falls = isLost ? left < norm && next <= value + (Rounding * Size(value)) : next <= value + (SufficientFall * length * slope);
            if (falls && double.IsFinite(next) && double.IsFinite(left) && (_isOwn || left <= LongestRest * norm))
            {
                return length;
            }
        }

        return 0;
    }

    private double Size(double value) => Math.Max(Math.Abs(value), State.Scalar("highest"));

    /// <summary>The size of second derivatives, that μ is a share of.</summary>
    private double Curvature()
    {
        double largest = _curvature;
        for (int i = 0; i < _step.Length && _curvature == 0; i++)
        {
            largest = Math.Max(largest, _hessian[(i * _step.Length) + i]);
        }

        return largest > 0 ? largest : 1;
    }

    private void Refresh(ReadOnlySpan<double> point)
    {
        EvaluateCurved(point, _endGradient, _hessian);
        (_isOwn, _isReady, _isGuess) = (true, false, false);
    }

    private double EvaluateCurved(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        _objective.Evaluations++;
        return _function.Evaluate(point, gradient, hessian);
    }

    private StopReason Stop(ReadOnlySpan<double> point, double norm, double value)
        => norm <= SmallNorm && _rounding.IsLost(norm, point, value) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
}
