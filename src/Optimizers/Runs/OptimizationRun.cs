using System.Diagnostics;

namespace Optimizers;

/// <summary>A run of an optimizer: enumerate it to take and watch its iterations, ask it for the result at any time.</summary>
/// <remarks>
/// An iteration shows x_k with its own value and is tested; the next one starts with the step to x_{k+1}. A run goes one way and is for
/// one thread: to break off and enumerate again goes on from where it was. After the start an iteration allocates nothing but, for the
/// history, 24 bytes up to the 16 384th.
/// </remarks>
public sealed partial class OptimizationRun
{
    private readonly MinimizedFunction _minimized;
    private readonly RunOptions _options;
    private readonly Descent _descent;
    private readonly ConvergenceTest _test;
    private readonly PlateauWatch? _plateau;
    private readonly Supervision? _supervision;
    private readonly IterationHistory _history = new();
    private readonly RunPoints _points;
    private readonly double[] _gradient;
    private readonly double[] _start;
    private readonly long _maxEvaluations;
    private int _number = -1;
    private int? _notFiniteCoordinate;
    private long _startedAt;
    private TimeSpan _elapsedBefore;
    private StopReason _reason;
    private bool _reopens;
    private GradientFinding? _finding;

    internal OptimizationRun(MinimizedFunction minimized, ReadOnlySpan<double> start, RunOptions options, Descent descent)
    {
        (_minimized, _options, _descent) = (minimized, options, descent);
        _plateau = options.Plateau is { } plateau ? new PlateauWatch(plateau) : null;
        _supervision = options.Supervisor is { } supervisor ? new Supervision(supervisor, start.Length, descent.State) : null;
        _gradient = new double[start.Length];
        _points = new RunPoints(start.Length);
        start.CopyTo(_points.Current.X);
        _start = start.ToArray();
        _test = new ConvergenceTest(options.Stopping, !descent.IsStochastic && !descent.HasOwnTest, !descent.IsStochastic, minimized, _start);
        _maxEvaluations = options.Stopping.MaxEvaluations ?? long.MaxValue;
    }

    /// <summary>The point x_k of the iteration taken last; before the first, the start.</summary>
    public ReadOnlySpan<double> Point => _points.Current.X;

    /// <summary>The learning rate that the next step will use; null where the optimizer has not one rate.</summary>
    public double? LearningRate => _descent.LearningRate;

    /// <summary>The iteration taken last.</summary>
    /// <exception cref="InvalidOperationException">None has been taken yet.</exception>
    public Iteration Current => _number >= 0
        ? new(_number, _descent.Epoch(_number), _minimized.Own(_points.Current.Value), _points.Current.GradientNorm)
        : throw new InvalidOperationException("The run has not taken its first iteration.");

    /// <summary>All memory of the optimizer, by which a run can go on from another one.</summary>
    internal OptimizerState State => _descent.State;

    /// <summary>Makes the run of an optimizer that moves by one gradient at a time.</summary>
    internal static OptimizationRun By(Stepper stepper, IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        MinimizedFunction minimized = MinimizedFunction.Of(function, start, options).Within(stepper.BoundsOf(start.Length));
        Descent descent = options.Batches is { } batches
            ? new BatchDescent(minimized, stepper, batches.Start(((IFiniteSumFunction)function).SampleCount), options.Stopping)
            : new RuleDescent(minimized, stepper, options.Stopping);
        minimized.Freeze(stepper.ClearFrozen);
        double[] inside = start.ToArray();
        stepper.Project(inside);
        return new OptimizationRun(minimized, inside, options, descent);
    }

    /// <summary>Takes the next iteration.</summary>
    /// <returns>False when the run has stopped; <see cref="Result"/> then says why.</returns>
    public bool MoveNext()
    {
        if (_reason != StopReason.None)
        {
            return false;
        }

        if (_reopens && !Reopen())
        {
            return false;
        }

        do
        {
            if (!Advance())
            {
                return false;
            }
        }
        while (!IsGood() && !TryRecover() && _descent.SkipsNotFinite);

        if (!IsFinite())
        {
            EndNotFinite();
            return false;
        }

        _points.TrackBest(_number == 0);
        _history.Add(Current);
        if (!_descent.IsClosing)
        {
            Watch();
        }

        _reason = Decide();
        return _reason == StopReason.Cancelled ? Cancelled(_options.Cancellation) : true;
    }

    /// <summary>Evaluates once more where a shorter run ended by a pass over all samples that a longer one does not make.</summary>
    private bool Reopen()
    {
        _points.Current.CopyTo(_points.Previous);
        Take(_descent.Evaluate(_points.Current.X, _gradient, _number));
        _reopens = false;
        if (IsFinite())
        {
            _history.ReplaceLast(Current);
            Watch();
        }
        else if (!_descent.SkipsNotFinite)
        {
            EndNotFinite();
        }

        return _reason == StopReason.None;
    }

    private void Watch()
    {
        _supervision?.Keep(_points.Current, _descent.State);
        _plateau?.Observe(_points.Current.Value, _descent.Epoch(_number), _descent);
    }

    private bool Cancelled(CancellationToken cancellationToken)
    {
        _reason = StopReason.Cancelled;
        return _options.Stopping.ThrowOnCancellation
            ? throw new OperationCanceledException(Invariant($"The run was cancelled at iteration {_number}."), cancellationToken)
            : true;
    }

    /// <summary>Evaluates at the start, or takes a step and evaluates there.</summary>
    private bool Advance()
    {
        RunPoint current = _points.Current;
        double value = current.Value;
        if (_number < 0)
        {
            _startedAt = Stopwatch.GetTimestamp();
            // so that what the function does not write, or adds to, shows
            Array.Fill(_gradient, double.NaN);
            value = _descent.Evaluate(current.X, _gradient, 0);
        }
        else
        {
            if (IsFinite())
            {
                current.CopyTo(_points.Previous);
            }

            // should the function throw, the value known does not belong to the point any more
            bool wasWhole = current.IsWhole;
            current.IsWhole = false;
            _reason = Confirmed(_descent.Advance(current.X, _gradient, ref value, _number));
            if (_reason != StopReason.None)
            {
                current.IsWhole = wasWhole;
                return false;
            }
        }

        _number++;
        Take(value);
        return true;
    }

    private void Take(double value)
    {
        _points.Current.Value = value;
        _points.Current.GradientNorm = _descent.GradientNorm(_points.Current.X, _gradient);
        _points.Current.IsWhole = _descent.IsWhole;
    }

    private bool IsFinite() => double.IsFinite(_points.Current.Value) && double.IsFinite(_points.Current.GradientNorm);

    private bool IsGood() => IsFinite() && !(_supervision?.IsExploded(_points.Current.Value) ?? false);

    private bool TryRecover()
    {
        if (!(_supervision?.TryRecover(_number, _minimized.Own(_points.Current.Value), _points.Current.X, _descent.State) ?? false))
        {
            // exploded but finite, with no attempt left: the run goes on as if alone
            return IsFinite();
        }

        Take(_descent.Evaluate(_points.Current.X, _gradient, _number));
        return true;
    }

    /// <summary>The one place that says why a run stops.</summary>
    private StopReason Decide()
    {
        StopReason reason = _points.Current.IsWhole ? Test(_points.Current) : StopReason.None;
        return reason != StopReason.None ? Confirmed(reason)
            : _test.IsBottomless(_points.Current.Value) ? StopReason.Unbounded
            : Limit();
    }

    /// <summary>Checks the gradient by differences, once, where a run that seems to have converged is not below its start, or went uphill.</summary>
    private StopReason Confirmed(StopReason reason)
    {
        RunPoint end = _points.Current;
        bool isAbove = _test.IsAboveStart(end.Value);
        bool isDoubtful = isAbove || _test.HasRisen || (reason == StopReason.RoundingLimit && !_test.IsBelowStart(end.Value));
        if (!reason.IsConverged || reason == StopReason.TargetReached || !isDoubtful)
        {
            return reason;
        }

        long before = _minimized.Looks;
        _finding = GradientProbe.FindWrong(_minimized, _start, end.X, Projection);
        _minimized.Evaluations += _minimized.Looks - before;
        return _finding is not null ? StopReason.WrongGradient : isAbove ? StopReason.AboveStart : reason;
    }

    /// <summary>The limit that is reached, if one is.</summary>
    private StopReason Limit()
        => _number >= _descent.StepLimit ? _descent.ReasonAtLimit
            : _minimized.Evaluations >= _maxEvaluations ? StopReason.EvaluationLimit
            : _options.Cancellation.IsCancellationRequested ? StopReason.Cancelled
            : _options.Stopping.TimeLimit is { } limit && Elapsed >= limit ? StopReason.TimeLimit
            : StopReason.None;

    private Action<Span<double>>? Projection => _descent.Projection ?? (_minimized.Bounds is { } bounds ? bounds.Project : null);

    private StopReason Test(RunPoint current)
    {
        bool isStationary = _options.Stopping.GradientTolerance is null && _descent.HasOwnTest && _descent.IsStationary(current.X, _gradient, current.Value);
        return _test.Test(current, _gradient, _descent.FreeGradientNorm(current.X, _gradient, current.GradientNorm), isStationary, !_descent.IsClosing);
    }

    private TimeSpan Elapsed => _elapsedBefore + (_startedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_startedAt));

    private void EndNotFinite()
    {
        bool isUnbounded = double.IsNegativeInfinity(_points.Current.Value);
        if (_history.Count == 0 && !isUnbounded && GradientWriting.FindFault(_gradient, over => _descent.Evaluate(_points.Current.X, over, 0)) is { } fault)
        {
            _finding = new GradientFinding(fault.Fault, fault.Coordinate, 0, 0, IsAtStart: true);
        }

        _reason = _finding is not null ? StopReason.WrongGradient : isUnbounded ? StopReason.Unbounded : StopReason.NotFinite;
        _notFiniteCoordinate = _reason == StopReason.NotFinite ? Require.FirstNotFinite(_gradient) : null;
        // unless no iteration was finite, so that the point is still the start
        if (_history.Count > 0)
        {
            _points.Previous.CopyTo(_points.Current);
        }
    }
}
