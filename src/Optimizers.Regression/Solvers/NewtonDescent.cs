namespace Optimizers.Regression;

/// <summary>Newton's method for a smooth convex function of few parameters: iteratively reweighted least squares, where it is a likelihood.</summary>
/// <remarks>
/// <code>
/// x ← x − t(H + μI)⁻¹∇f,  H = ∇²f;  t = 1, ½, ¼, … until f falls by 1e-4 of what its slope says
/// </code>
/// <para>μ is 0 as long as H is positive definite and steps lower f; where a loss does not bend, or a quarter of the step is too long still, it grows until they do, and steps of full length take it back. H is
/// computed where it pays: steps close to the minimum go by that of a point before. A step within the rounding of f has to shrink the gradient.</para>
/// </remarks>
internal sealed class NewtonDescent : Descent
{
    private const double SufficientFall = 1e-4;
    private const double ShortestStep = 0.25;

    // of the curvature
    private const double FirstDamping = 1e-3;
    private const double DampingGrowth = 10;
    private const double LargestDamping = 1e6;
    private const double SmallestDamping = 1e-5;

    // of the gradient, that a step by the matrix of another point leaves at most
    private const double LongestRest = 0.5;

    // of values, within which a change says nothing
    private const double Rounding = 1e-12;
    private const int LongestStall = 3;

    private readonly Objective _objective;
    private readonly ICurvedObjective _function;
    private readonly CurvatureSchedule _schedule;
    private readonly CurvatureFactor _factor;
    private readonly RoundingTest _rounding;
    private readonly double _curvature;
    private readonly double[] _hessian;
    private readonly double[] _nextHessian;
    private readonly double[] _step;
    private readonly double[] _end;
    private readonly double[] _endGradient;
    private bool _isOwn;
    private bool _isFactored;

    /// <param name="objective">An <see cref="ICurvedObjective"/>.</param>
    /// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
    /// <param name="stopping">When to stop.</param>
    public NewtonDescent(Objective objective, double curvature, StoppingCriteria stopping)
    {
        int n = objective.Dimension;
        (_objective, _function, _curvature) = (objective, (ICurvedObjective)objective.Function, curvature);
        State = new OptimizerState(n, [], ["damping", "lowest", "lowestNorm", "stalled", .. RoundingTest.Scalars]);
        (_schedule, _factor, _rounding) = (new CurvatureSchedule(_function.CurvatureCost, stopping.GradientTolerance ?? 0), new CurvatureFactor(n), new RoundingTest(State));
        (_hessian, _nextHessian, _step, _end, _endGradient) = (new double[n * n], new double[n * n], new double[n], new double[n], new double[n]);
        StepLimit = stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    public override string Description => "Newton's method";

    public override OptimizerState State { get; }

    public override long StepLimit { get; }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        double value = EvaluateCurved(point, gradient, _hessian);
        (_isOwn, _isFactored) = (true, false);
        _rounding.Begin(point, value);
        return value;
    }

    public override double EvaluateWhole(ReadOnlySpan<double> point, Span<double> gradient) => _objective.Evaluate(point, gradient);

    public override void Loaded() => (_isOwn, _isFactored) = (false, false);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        if (!_isOwn && !_isFactored)
        {
            Refresh(point);
        }

        double norm = Blas.MaxNorm(gradient);
        ref double damping = ref State.Scalar("damping");
        while (true)
        {
            if (!TryFactor(damping))
            {
                if (!(damping < LargestDamping))
                {
                    return Stop(point, norm, value);
                }

                damping = Math.Max(FirstDamping, DampingGrowth * damping);
                continue;
            }

            gradient.CopyTo(_step);
            _factor.SolveNegated(_step);
            bool wants = _schedule.Wants(norm, _isOwn), isOwn = _isOwn;
            double length = Search(point, gradient, value, norm, wants, out double next);
            if (length > 0)
            {
                damping = length < 1 ? damping : damping / DampingGrowth is >= SmallestDamping and var less ? less : 0;
                return Take(point, gradient, ref value, next, norm, isOwn, wants && length == 1);
            }

            if (!_isOwn)
            {
                Refresh(point);
            }
            else if (damping < LargestDamping && !IsWithinRounding(gradient, value))
            {
                (damping, _isFactored) = (Math.Max(FirstDamping, DampingGrowth * damping), false);
            }
            else
            {
                return Stop(point, norm, value);
            }
        }
    }

    private StopReason Take(Span<double> point, Span<double> gradient, ref double value, double next, double norm, bool isOwn, bool hasCurvature)
    {
        ref double lowest = ref State.Scalar("lowest"), lowestNorm = ref State.Scalar("lowestNorm"), stalled = ref State.Scalar("stalled");
        if (State.StepCount == 0)
        {
            (lowest, lowestNorm) = (value, norm);
        }

        double endNorm = Blas.MaxNorm(_endGradient);
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
            _isFactored = false;
        }

        State.StepCount++;
        _end.CopyTo(point);
        _endGradient.CopyTo(gradient);
        value = next;
        return StopReason.None;
    }

    /// <summary>Looks for the end of a step that lowers the value, or within its rounding the gradient.</summary>
    /// <returns>How much of the step; 0 if none does.</returns>
    private double Search(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double norm, bool wantsCurvature, out double next)
    {
        double slope = Blas.Dot(_step, gradient);
        next = value;
        for (double length = 1; slope < 0 && length >= (_isOwn ? ShortestStep : 1); length *= 0.5)
        {
            Blas.Combine(point, length, _step, _end);
            next = wantsCurvature && length == 1 ? EvaluateCurved(_end, _endGradient, _nextHessian) : _objective.Evaluate(_end, _endGradient);
            double left = Blas.MaxNorm(_endGradient);
            bool isLost = Math.Abs(length * slope) <= Rounding * Size(value);
            bool falls = isLost ? left < norm && next <= value + (Rounding * Size(value)) : next <= value + (SufficientFall * length * slope);
            if (falls && double.IsFinite(next) && double.IsFinite(left) && (_isOwn || left <= LongestRest * norm))
            {
                return length;
            }
        }

        return 0;
    }

    private bool IsWithinRounding(ReadOnlySpan<double> gradient, double value) => Math.Abs(Blas.Dot(_step, gradient)) <= Rounding * Size(value);

    private double Size(double value) => Math.Max(Math.Abs(value), State.Scalar("highest"));

    private bool TryFactor(double damping)
    {
        if (_isFactored)
        {
            return true;
        }

        double curvature = _curvature;
        for (int i = 0; i < _step.Length && _curvature == 0; i++)
        {
            curvature = Math.Max(curvature, _hessian[(i * _step.Length) + i]);
        }

        return _isFactored = _factor.TryTake(_hessian, damping * (curvature > 0 ? curvature : 1));
    }

    private void Refresh(ReadOnlySpan<double> point)
    {
        EvaluateCurved(point, _endGradient, _hessian);
        (_isOwn, _isFactored) = (true, false);
    }

    private double EvaluateCurved(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        _objective.Evaluations++;
        return _function.Evaluate(point, gradient, hessian);
    }

    private StopReason Stop(ReadOnlySpan<double> point, double norm, double value) => _rounding.IsLost(norm, point, value) ? StopReason.RoundingLimit : StopReason.LineSearchFailed;
}
