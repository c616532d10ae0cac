using System.Collections;
using System.Diagnostics;
using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>A run of an optimizer: enumerate it to take and watch its iterations, ask it for the result at any time.</summary>
/// <remarks>
/// An iteration shows x_k with its own value and is tested; the next one starts with the step to x_{k+1}. A run goes one way and is for
/// one thread: to break off and enumerate again goes on from where it was. After the start an iteration allocates nothing but, for the
/// history, 24 bytes up to the 16 384th.
/// </remarks>
public sealed class OptimizationRun : IEnumerable<Iteration>
{
    private readonly Objective _objective;
    private readonly RunOptions _options;
    private readonly Descent _descent;
    private readonly ConvergenceTest _test;
    private readonly IterationHistory _history = new();
    private readonly double[] _gradient;
    private readonly RunPoint _current;
    private RunPoint _previous;
    private RunPoint _best;
    private bool _currentIsBest;
    private int _number = -1;
    private int? _notFiniteCoordinate;
    private long _startedAt;
    private StopReason _reason;
    private OptimizationResult? _result;

    internal OptimizationRun(Objective objective, ReadOnlySpan<double> start, RunOptions options, Descent descent)
    {
        (_objective, _options, _descent) = (objective, options, descent);
        _test = new ConvergenceTest(options.Stopping, descent.IsStochastic, objective);
        _gradient = new double[start.Length];
        _current = new RunPoint(start.Length);
        _previous = new RunPoint(start.Length);
        _best = new RunPoint(start.Length);
        start.CopyTo(_current.X);
    }

    /// <summary>The point x_k of the iteration taken last; before the first, the start.</summary>
    public ReadOnlySpan<double> Point => _current.X;

    /// <summary>The iteration taken last.</summary>
    /// <exception cref="InvalidOperationException">None has been taken yet.</exception>
    public Iteration Current => _number >= 0
        ? new(_number, _descent.Epoch(_number), _objective.Own(_current.Value), _current.GradientNorm)
        : throw new InvalidOperationException("The run has not taken its first iteration.");

    /// <summary>The result; before the run has stopped, the result as of now with the reason <see cref="StopReason.None"/>.</summary>
    /// <remarks>Where the value of the whole function at the point is not known, the function is evaluated once more.</remarks>
    public OptimizationResult Result => _reason == StopReason.None ? MakeResult() : _result ??= MakeResult();

    /// <summary>Makes the run of an update rule.</summary>
    internal static OptimizationRun ByRule(
        IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options,
        Func<int, OptimizerState> createState, Action<Span<double>, ReadOnlySpan<double>, OptimizerState> step)
    {
        Objective objective = Check(function, start, options);
        OptimizerState state = createState(start.Length);
        Descent descent = options.Batches is { } batches
            ? new BatchDescent(objective, step, state, batches.Start(((IFiniteSumFunction)function).SampleCount), options.Stopping)
            : new RuleDescent(objective, step, state, options.Stopping);
        return new OptimizationRun(objective, start, options, descent);
    }

    /// <summary>Takes the next iteration.</summary>
    /// <returns>False when the run has stopped; <see cref="Result"/> then says why.</returns>
    public bool MoveNext()
    {
        if (_reason != StopReason.None)
        {
            return false;
        }

        double value = _current.Value;
        if (_number < 0)
        {
            _startedAt = Stopwatch.GetTimestamp();
            value = _descent.Begin(_current.X, _gradient);
        }
        else
        {
            _current.CopyTo(_previous);
            // should the function throw, the value known does not belong to the point any more
            _current.IsWhole = false;
            _reason = _descent.Advance(_current.X, _gradient, ref value);
            if (_reason != StopReason.None)
            {
                _current.IsWhole = _previous.IsWhole;
                return false;
            }
        }

        _number++;
        _current.Value = value;
        _current.GradientNorm = Math.Abs(TensorPrimitives.MaxMagnitude<double>(_gradient));
        _current.IsWhole = _descent.IsWhole;
        if (!double.IsFinite(value) || !double.IsFinite(_current.GradientNorm))
        {
            EndNotFinite();
            return false;
        }

        TrackBest();
        _history.Add(Current);
        _reason = Decide();
        return true;
    }

    /// <summary>Takes all iterations that are left.</summary>
    /// <returns>The result.</returns>
    public OptimizationResult Complete()
    {
        while (MoveNext())
        {
        }

        return Result;
    }

    /// <summary>Enumerates the iterations that are left; each is taken when it is asked for.</summary>
    public IEnumerator<Iteration> GetEnumerator()
    {
        while (MoveNext())
        {
            yield return Current;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Objective Check(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(options);
        Require.AtLeast(1, function.Dimension, nameof(function));
        Require.SameLength(start.Length, function.Dimension, "start", "the function takes", nameof(start));
        Require.Finite(start, "start", nameof(start));
        if (options.Batches is not null && function is not IFiniteSumFunction)
        {
            throw new ArgumentException($"Mini-batches need an {nameof(IFiniteSumFunction)}; {function.GetType().Name} is none.", nameof(function));
        }

        return new Objective(function, options.Maximize);
    }

    /// <summary>The one place that says why a run stops.</summary>
    private StopReason Decide()
    {
        StopReason reason = _current.IsWhole ? _test.Test(_current) : StopReason.None;
        return reason != StopReason.None ? reason
            : _number >= _descent.StepLimit ? StopReason.IterationLimit
            : _options.Cancellation.IsCancellationRequested ? StopReason.Cancelled
            : _options.Stopping.TimeLimit is { } limit && Stopwatch.GetElapsedTime(_startedAt) >= limit ? StopReason.TimeLimit
            : StopReason.None;
    }

    private void EndNotFinite()
    {
        _reason = StopReason.NotFinite;
        _notFiniteCoordinate = Require.FirstNotFinite(_gradient);
        if (_number > 0)
        {
            _previous.CopyTo(_current);
        }
    }

    /// <summary>Keeps the best point with one copy an iteration: the one before is copied anyway, and kept when the next is worse.</summary>
    private void TrackBest()
    {
        if (_number == 0 || _current.Value <= (_currentIsBest ? _previous : _best).Value)
        {
            _currentIsBest = true;
        }
        else if (_currentIsBest)
        {
            (_previous, _best) = (_best, _previous);
            _currentIsBest = false;
        }
    }

    private OptimizationResult MakeResult()
    {
        bool isLast = _currentIsBest || _descent.IsStochastic || _number < 0
            || _reason is StopReason.GradientTolerance or StopReason.ValueTolerance or StopReason.StepTolerance or StopReason.TargetReached or StopReason.NotFinite;
        RunPoint kept = isLast ? _current : _best;
        if (!kept.IsWhole)
        {
            double[] gradient = new double[kept.X.Length];
            kept.Value = _objective.Evaluate(kept.X, gradient);
            kept.GradientNorm = Math.Abs(TensorPrimitives.MaxMagnitude<double>(gradient));
            kept.IsWhole = true;
        }

        return new OptimizationResult
        {
            Point = [.. kept.X],
            Value = _objective.Own(kept.Value),
            GradientNorm = kept.GradientNorm,
            Iterations = Math.Max(_number, 0),
            Evaluations = _objective.Evaluations,
            Elapsed = _number < 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_startedAt),
            Reason = _reason,
            History = _history.ToArray(),
            NotFiniteCoordinate = _notFiniteCoordinate,
        };
    }
}
