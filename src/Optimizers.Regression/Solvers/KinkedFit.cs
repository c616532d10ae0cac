namespace Optimizers.Regression;

/// <summary>A fit of a loss with kinks with no optimizer named: of smoothed losses, each closer to it and started where the one before ended, and then of the
/// kinks that the samples lie on.</summary>
/// <remarks>Source: C. Chen, <see href="https://doi.org/10.1198/106186007X180336">A finite smoothing algorithm for quantile regression</see>, 2007.</remarks>
internal sealed class KinkedFit : LinearFit
{
    // in units of the targets' deviation
    private const double FirstWidth = 0.1;
    private const double LastWidth = 1e-9;
    private const double Shrinkage = 0.1;

    // a minimum of a loss smoothed no more than this is one but for rounding, if rounding leaves no closer one
    private const double NarrowWidth = 1e-6;

    private readonly UnitObjective _objective;
    private readonly Minimizer _minimizer;
    private readonly ISmoothableLoss _loss;
    private readonly CancellationToken _cancel;
    private readonly double _unit;
    private readonly List<Iteration> _history = [];
    private double _width = FirstWidth;
    private MethodRun _stage;
    private MethodRun? _settled;
    private int _iterationsBefore;
    private long _evaluationsBefore;
    private TimeSpan _elapsedBefore;
    private bool _isOver;
    private OptimizationResult? _result;

    public KinkedFit(UnitObjective objective, Minimizer minimizer, ISmoothableLoss loss, CancellationToken cancellationToken)
    {
        (_objective, _minimizer, _loss, _cancel) = (objective, minimizer, loss, cancellationToken);
        _unit = objective.Data.TargetUnit;
        _stage = Stage(objective.Start());
    }

    public override StandardizedSamples Data => _objective.Data;

    public override LowerTriangle? DesignFactor => _objective.DesignFactor;

    public override LowerTriangle? DesignRoot => _objective.DesignRoot;

    public override Iteration Current => Run.Current with
    {
        Number = _iterationsBefore + Run.Current.Number,
        Value = _stage.ValueUnit * Run.Current.Value,
        GradientNorm = _stage.GradientUnit * Run.Current.GradientNorm,
    };

    public override double[] Parameters => ToUser(Run.Point);

    public override OptimizationResult Result => _isOver ? _result ??= MakeResult() : MakeResult();

    public override bool MoveNext()
    {
        if (_isOver)
        {
            return false;
        }

        while (!Run.MoveNext())
        {
            OptimizationResult stage = Run.Result;
            bool goesOn = stage.Reason.IsConverged || stage.Reason == StopReason.LineSearchFailed;
            if (!goesOn || _width * Shrinkage < LastWidth)
            {
                _isOver = true;
                return false;
            }

            (_iterationsBefore, _evaluationsBefore, _elapsedBefore) =
                (_iterationsBefore + stage.Iterations, _evaluationsBefore + stage.Evaluations, _elapsedBefore + stage.Elapsed);
            _settled = stage.Reason.IsConverged && _width <= NarrowWidth ? _stage : _settled;
            _width *= Shrinkage;
            _stage = Stage(stage.Point);
            // its start is the end of the stage before
            Run.MoveNext();
        }

        _history.Add(Current);
        return true;
    }

    private OptimizationRun Run => _stage.Run;

    private MethodRun Stage(double[] point)
    {
        StoppingCriteria stopping = Data.Settings.Stopping;
        return _objective.Run(
            _minimizer,
            _loss.Smoothed(_width * _unit),
            point,
            stopping with
            {
                MaxIterations = Math.Max(0, (stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations) - _iterationsBefore),
                MaxEvaluations = stopping.MaxEvaluations is { } limit ? Math.Max(1, limit - _evaluationsBefore) : null,
                TimeLimit = stopping.TimeLimit is { } time ? TimeSpan.FromTicks(Math.Max(1, (time - _elapsedBefore).Ticks)) : null,
            },
            _cancel);
    }

    private double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _objective.Map.ToUser(parameters);
        return parameters;
    }

    private OptimizationResult MakeResult()
    {
        OptimizationResult last = Run.Result;
        double[] point = [.. last.Point];
        _objective.Map.ToStandardized(point);

        // also where rounding stopped the last search: the vertex proves itself
        bool isExact = (last.Reason.IsConverged || last.Reason == StopReason.LineSearchFailed)
            && Data.Settings is { Penalty: null, Bounds: null } && KinkVertex.TryMoveTo(point, Data);
        MethodRun end = !isExact && last.Reason == StopReason.LineSearchFailed && _settled is { } settled ? settled : _stage;
        OptimizationResult found = end.Run.Result;
        if (end != _stage)
        {
            found.Point.CopyTo(point, 0);
            _objective.Map.ToStandardized(point);
        }

        double loss = Data.PenalizedObjective(Data.Settings.Loss, isShifted: true).Evaluate(point, new double[point.Length]) + Data.Penalty().Evaluate(point);
        _objective.Map.ShiftToUser(point);
        return new OptimizationResult
        {
            Point = point,
            Value = loss,
            GradientNorm = isExact ? 0 : end.GradientUnit * found.GradientNorm,
            Iterations = _iterationsBefore + last.Iterations,
            Evaluations = _evaluationsBefore + last.Evaluations,
            Elapsed = _elapsedBefore + last.Elapsed,
            Reason = isExact ? StopReason.GradientTolerance : found.Reason,
            History = [.. _history],
            NotFiniteCoordinate = found.NotFiniteCoordinate,
            Facts = found.Facts,
        };
    }
}
