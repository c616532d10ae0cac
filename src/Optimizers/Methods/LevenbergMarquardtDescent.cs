namespace Optimizers;

/// <summary>The descent of <see cref="LevenbergMarquardt"/>.</summary>
internal sealed class LevenbergMarquardtDescent : Descent
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    // The share of a predicted reduction that a step must bring.
    private const double LeastGain = 1e-4;

    // A cosine between residuals and the columns of J that counts as 0, and one between them and a single column that does where the value cannot be lowered.
    private const double NoCosine = 1e-10;

    // One that is left where the value tells no more: its square is what steps can still take from it.
    private const double InvisibleCosine = 1e-7;
    private const double SmallCosine = 1e-6;

    // A coordinate that comes down to this share of what it was is one that goes to 0.
    private const double SmallShare = 1e-8;

    // Squares of residuals that are less have no digits to compare.
    private const double SmallestValue = 1e-290;

    private readonly MinimizedFunction _minimized;
    private readonly IResidualFunction _function;
    private readonly BoundedLeastSquares _model;
    private readonly Box? _bounds;
    private readonly TrustRadius _radius;
    private readonly bool _testsCosine;
    private readonly double[] _scale;
    private readonly double[] _size;
    private readonly double[] _residuals;
    private readonly double[] _trialResiduals;
    private readonly double[] _jacobian;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private double? _first;
    private bool _isEvaluated;
    private bool _isFactored;

    public LevenbergMarquardtDescent(MinimizedFunction minimized, LevenbergMarquardt settings, RunOptions options)
    {
        (_minimized, _function, _bounds, Description) = (minimized, (IResidualFunction)minimized.Function, settings.Bounds, settings.ToString());
        _testsCosine = options.Stopping.GradientTolerance is null;
        int n = minimized.Dimension, m = Require.AtLeast(1, _function.ResidualCount, nameof(minimized));
        State = new OptimizerState(n, ["scale", "size"], ["radius", "damping", "refining"]);
        (_scale, _size) = (State.Array("scale"), State.Array("size"));
        _residuals = new double[m];
        _trialResiduals = new double[m];
        _jacobian = new double[checked(m * n)];
        _model = new BoundedLeastSquares(_jacobian, _residuals, _scale, settings.Bounds);
        _radius = new TrustRadius(State, settings.InitialRadius, _model);
        _trial = new double[n];
        _trialGradient = new double[n];
        StepLimit = options.Stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations;
    }

    public override string Description { get; }

    public override OptimizerState State { get; }

    public override long StepLimit { get; }

    // 1 from the first step on that only the gradient could judge: lowering the value again would undo it, and so on for ever
    private ref double Refining => ref State.Scalar("refining");

    public override bool HasOwnTest => true;

    public override void Loaded() => _isEvaluated = false;

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
        => _bounds is null ? base.GradientNorm(point, gradient) : _bounds.ProjectedGradientNorm(point, gradient);

    public override bool IsStationary(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
    {
        Factor(point, gradient);
        double norm = Math.Sqrt(value);
        return !IsLost(point, value) && (_model.Reach <= NoCosine * norm || norm <= Rounding(point, SmallShare));
    }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        _minimized.Evaluations++;
        EvaluateJacobian(point);
        gradient.Clear();
        for (int i = 0; i < _residuals.Length; i++)
        {
            Blas.AddScaled(2 * _residuals[i], _jacobian.AsSpan(i * point.Length, point.Length), gradient);
        }

        double value = Blas.Dot(_residuals, _residuals);
        _first ??= value;
        return value;
    }

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        Factor(point, gradient);
        if (Refining != 0)
        {
            return End(point, gradient, ref value);
        }

        while (true)
        {
            _radius.WriteStep(point, value, _trial);
            if (!TryMove(point))
            {
                return End(point, gradient, ref value);
            }

            _minimized.Evaluations++;
            _function.EvaluateResiduals(_trial, _trialResiduals);
            double next = Blas.Dot(_trialResiduals, _trialResiduals), gain = double.IsFinite(next) ? value - next : double.NegativeInfinity;
            bool isAccepted = gain >= LeastGain * _model.Reduction && gain > 0;
            if (!isAccepted && _model.Reduction <= MachineEpsilon * value)
            {
                return End(point, gradient, ref value);
            }

            _radius.Adapt(value, next, gain);
            if (isAccepted)
            {
                State.StepCount++;
                value = Evaluate(_trial, gradient, iteration + 1);
                _trial.CopyTo(point);
                return StopReason.None;
            }
        }
    }

    private void EvaluateJacobian(ReadOnlySpan<double> point)
    {
        _isEvaluated = _isFactored = false;
        _function.EvaluateResiduals(point, _residuals, _jacobian);
        _isEvaluated = true;
    }

    /// <summary>Factors the Jacobian at a point, which is not known where a run was loaded or the function threw.</summary>
    private void Factor(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        if (!_isEvaluated)
        {
            EvaluateJacobian(point);
        }

        if (!_isFactored)
        {
            for (int j = 0; j < point.Length; j++)
            {
                _size[j] = Math.Max(_size[j], Math.Abs(point[j]));
            }

            _model.Factor(point, gradient);
            _isFactored = true;
        }
    }

    /// <summary>Turns the step into the point that it leads to.</summary>
    /// <returns>Whether it is another point.</returns>
    private bool TryMove(ReadOnlySpan<double> point)
    {
        _model.Move(point, _trial);
        return !point.SequenceEqual(_trial);
    }

    /// <summary>Where no trial lowers the value: says why, rounding or derivatives that do not fit, or takes a last step that only the gradient can
    /// judge.</summary>
    private StopReason End(Span<double> point, Span<double> gradient, ref double value)
    {
        double rounding = Rounding(point, 0), norm = Math.Sqrt(value);
        bool isSmall = _model.Reach <= InvisibleCosine * norm;

        // the residuals round too
        return IsLost(point, value) || !(LargestSlope(gradient) <= (SmallCosine * norm) + (4 * rounding)) ? StopReason.LineSearchFailed
            : TryRefine(point, gradient, ref value, value + (4 * norm * rounding)) ? StopReason.None
            : _testsCosine && isSmall ? StopReason.GradientTolerance
            : StopReason.RoundingLimit;
    }

    /// <summary>Whether the squares of the residuals underflow, from the first on, though the residuals are not 0: nothing can be told by them.</summary>
    private bool IsLost(ReadOnlySpan<double> point, double value)
        => _first < SmallestValue && value < SmallestValue && Blas.MaxNorm(_residuals) > Rounding(point, SmallShare);

    /// <summary>How far the residuals move when the coordinates are rounded.</summary>
    /// <param name="point">x.</param>
    /// <param name="share">The share of the largest |xⱼ| of the run below which |xⱼ| counts as that share.</param>
    private double Rounding(ReadOnlySpan<double> point, double share)
    {
        double sum = 0;
        for (int j = 0; j < point.Length; j++)
        {
            sum += MachineEpsilon * _model.Norms[j] * Math.Max(Math.Abs(point[j]), share * _size[j]);
        }

        return sum;
    }

    /// <summary>Takes the undamped step if the value stays within its rounding and the gradient still falls by a tenth, so that the point becomes as exact as
    /// the derivatives are.</summary>
    private bool TryRefine(Span<double> point, Span<double> gradient, ref double value, double highest)
    {
        _model.Solve(point, double.PositiveInfinity, 0, _trial);
        if (!TryMove(point))
        {
            return false;
        }

        double before = LargestSlope(gradient), next = Evaluate(_trial, _trialGradient, 0);
        if (!(next <= highest) || !(LargestSlope(_trialGradient) <= 0.9 * before))
        {
            _isEvaluated = false;
            return false;
        }

        State.StepCount++;
        Refining = 1;
        _trial.CopyTo(point);
        _trialGradient.CopyTo(gradient);
        value = next;
        return true;
    }

    /// <summary>The largest |Jⱼᵀr| / ‖Jⱼ‖ of the coordinates that are not held, whatever the units of the variables are.</summary>
    private double LargestSlope(ReadOnlySpan<double> gradient)
    {
        double largest = 0;
        for (int j = 0; j < gradient.Length; j++)
        {
            double slope = gradient[j] == 0 || _model.Norms[j] == 0 ? 0 : Math.Abs(gradient[j]) / 2 / _model.Norms[j];
            largest = slope <= largest ? largest : slope;
        }

        return largest;
    }
}
