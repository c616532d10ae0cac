using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fit of several targets, of which none says anything of another: each alone, one after the other, with tolerances in its own unit.</summary>
/// <remarks>
/// The loss is the mean, or the sum, of those of the targets. The penalty counts whole for each target; beside a mean over k of them, it counts
/// k times in the fit of one. Iterations, evaluations and time are limited for all targets together.
/// </remarks>
internal sealed class SeparateFits : LinearFit
{
    private readonly LinearFit[] _fits;
    private readonly OptimizationResult?[] _ends;
    private readonly double[] _values;
    private readonly double _share;
    private readonly List<Iteration> _history = [];
    private readonly Stopwatch _clock = new();
    private int _target;
    private int _iterationsBefore;
    private long _evaluationsBefore;
    private StopReason _limit = StopReason.None;

    private SeparateFits(StandardizedSamples data, LinearFit[] fits, double share)
        => (Data, _fits, _ends, _values, _share) = (data, fits, new OptimizationResult?[fits.Length], new double[fits.Length], share);

    public override StandardizedSamples Data { get; }

    public override IReadOnlyList<LinearFit> Targets => _fits;

    public override Iteration Current => _ends[^1] is not null || _limit != StopReason.None ? _history[^1] : _fits[_target].Current with
    {
        Number = _iterationsBefore + _fits[_target].Current.Number,
        Value = _share * (_values.Sum() - _values[_target] + _fits[_target].Current.Value),
        GradientNorm = _share * _fits[_target].Current.GradientNorm,
    };

    public override double[] Parameters => [.. _fits.SelectMany(fit => fit.Parameters)];

    public override OptimizationResult Result
    {
        get
        {
            OptimizationResult[] results = [.. _fits.Select((fit, t) => _ends[t] ?? fit.Result)];
            int worst = Enumerable.Range(0, results.Length).MaxBy(t => (results[t].Reason.IsConverged ? 0 : 1, results[t].Reason));
            OptimizationResult last = results[worst];
            return new OptimizationResult
            {
                Point = [.. results.SelectMany(result => result.Point)],
                Value = _share * results.Sum(result => result.Value),
                GradientNorm = _share * last.GradientNorm,
                Iterations = results.Sum(result => result.Iterations),
                Evaluations = results.Sum(result => result.Evaluations),
                Elapsed = _clock.Elapsed,
                Reason = _ends[^1] is null ? _limit : last.Reason,
                Detail = last.Detail,
                History = [.. _history],
                NotFiniteCoordinate = last.NotFiniteCoordinate + (worst * Data.Stride),
                UndeterminedCoordinates = [.. results.SelectMany((result, t) => result.UndeterminedCoordinates.Select(i => i + (t * Data.Stride)))],
                Recoveries = [.. results.SelectMany(result => result.Recoveries)],
                Facts = last.Facts,
            };
        }
    }

    /// <summary>Whether targets are fitted each alone: where terms are of one target, and the loss is a mean or a sum of them.</summary>
    public static bool Solves(FitSettings settings, int targets)
        => targets > 1 && settings.Loss is { Outputs: 1, Reduction: LossReduction.Mean or LossReduction.Sum };

    /// <summary>Prepares the fits.</summary>
    /// <param name="samples">The samples, of several targets.</param>
    /// <param name="settings">The regression.</param>
    /// <param name="fit">Prepares the fit of a target.</param>
    public static SeparateFits Of(PreparedSamples samples, FitSettings settings, Func<PreparedSamples, FitSettings, LinearFit> fit)
    {
        // what is wrong with the targets is said of all of them
        var data = new StandardizedSamples(samples, settings, centre: true, scale: true);
        int k = data.Targets, repeats = settings.Loss.Reduction == LossReduction.Mean ? k : 1;
        double[]? start = settings.Start is null ? null : settings.StartFor(data.Dimension);
        FitSettings one = settings with
        {
            Penalty = RepeatedPenalty.Of(settings.Penalty, repeats),
            Stopping = settings.Stopping with { GradientTolerance = repeats * settings.Stopping.GradientTolerance, TargetValue = null },
        };
        LinearFit[] fits = [.. Enumerable.Range(0, k).Select(t => fit(
            samples.OfTarget(t),
            one with { Start = start is null ? null : Vector<double>.Build.DenseOfArray(start[(t * data.Stride)..((t + 1) * data.Stride)]) }))];
        return new SeparateFits(data, fits, 1.0 / repeats) { Solver = $"{fits[0].Solver}, each target alone" };
    }

    public override bool MoveNext()
    {
        _clock.Start();
        bool moves = _history.Count == 0 ? Start() : _limit == StopReason.None && Advance();
        if (moves)
        {
            _history.Add(Current);
        }

        _clock.Stop();
        return moves;
    }

    /// <summary>Evaluates the start of all targets, from which their sum falls.</summary>
    private bool Start()
    {
        for (int t = 0; t < _fits.Length; t++)
        {
            _values[t] = _fits[t].MoveNext() ? _fits[t].Current.Value : _fits[t].Result.Value;
        }

        return true;
    }

    private bool Advance()
    {
        while (_ends[^1] is null)
        {
            StopReason limit = Limit();
            if (limit != StopReason.None && _fits[_target].Result.Reason == StopReason.None)
            {
                _limit = limit;
                return false;
            }

            if (_fits[_target].MoveNext())
            {
                return true;
            }

            End(_fits[_target].Result);
        }

        return false;
    }

    private void End(OptimizationResult end)
    {
        (_ends[_target], _values[_target]) = (end, end.Value);
        _iterationsBefore += end.Iterations;
        _evaluationsBefore += end.Evaluations;
        _target = Math.Min(_target + 1, _fits.Length - 1);
        _limit = end.Reason == StopReason.Cancelled ? end.Reason : StopReason.None;
    }

    /// <summary>What ends the fits of all targets.</summary>
    private StopReason Limit()
    {
        StoppingCriteria stopping = Data.Settings.Stopping;
        return _limit != StopReason.None ? _limit
            : _history[^1].Value <= stopping.TargetValue ? StopReason.TargetReached
            : _history[^1].Number >= stopping.MaxIterations ? StopReason.IterationLimit
            : _clock.Elapsed >= stopping.TimeLimit ? StopReason.TimeLimit
            : stopping.MaxEvaluations is { } most && _evaluationsBefore + _fits[_target].Result.Evaluations >= most ? StopReason.EvaluationLimit
            : StopReason.None;
    }
}
