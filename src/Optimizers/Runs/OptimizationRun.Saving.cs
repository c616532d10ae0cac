namespace Optimizers;

/// <content>Saving a run and going on with it elsewhere.</content>
public sealed partial class OptimizationRun
{
    /// <summary>Writes the whole run as JSON: point, gradient, state of the optimizer, best point, what the tests and the plateau remember, and
    /// history.</summary>
    /// <remarks>Call <c>optimizer.Resume(function, json)</c> to go on, in another process too, with the same bits as if the run had not stopped.</remarks>
    /// <exception cref="InvalidOperationException">The state holds a number that is NaN or infinite, which cannot be saved.</exception>
    public string ToJson() => new RunJson
    {
        Version = RunJson.CurrentVersion,
        Optimizer = RunJson.KindOf(_descent.Description),
        Batches = BatchesSaved,
        Maximize = _options.Maximize,
        Number = _number,
        Reason = _reason,
        NotFiniteCoordinate = _notFiniteCoordinate,
        Evaluations = _minimized.Evaluations,
        ElapsedTicks = Elapsed.Ticks,
        Current = RunPointJson.From(_points.Current),
        Best = _points.CurrentIsBest ? null : RunPointJson.From(_points.Best),
        Gradient = _gradient,
        Start = _start,
        FirstTestedValue = RunJson.Finite(_test.FirstValue),
        HasRisen = _test.HasRisen,
        Finding = _finding,
        Stationary = _test.Stationary?.ToJson(),
        LastTestedValue = RunJson.Finite(_test.LastValue),
        LastTestedPoint = _test.LastPoint,
        State = OptimizerStateJson.From(_descent.State),
        Plateau = _plateau?.ToJson(),
        Supervision = _supervision?.ToJson(),
        History = HistoryJson.From(_history),
    }.Write();

    /// <summary>Takes over a saved run; throws before it changes anything.</summary>
    internal void Load(RunJson saved)
    {
        string kind = RunJson.KindOf(_descent.Description);
        Same(saved.Optimizer, kind, "optimizer");
        Same(saved.Batches, BatchesSaved, "batches");
        Same(saved.Plateau is not null, _plateau is not null, $"watch ({nameof(ReduceOnPlateau)})");
        Same(saved.Supervision is not null, _supervision is not null, $"supervisor ({nameof(Supervised)})");
        saved.CheckLengths(_gradient.Length, _test.LastPoint.Length);
        OptimizerState state = LoadedState(saved.State);
        OptimizerState? supervised = saved.Supervision is { } supervision ? LoadedState(supervision.State) : null;
        IReadOnlyList<Iteration> history = saved.History.ToIterations();

        _number = saved.Number;
        _notFiniteCoordinate = saved.NotFiniteCoordinate;
        _minimized.Evaluations = saved.Evaluations;
        _elapsedBefore = TimeSpan.FromTicks(saved.ElapsedTicks);
        _startedAt = System.Diagnostics.Stopwatch.GetTimestamp();
        saved.Current.ToPoint().CopyTo(_points.Current);
        _points.LoadBest(saved.Best?.ToPoint());
        saved.Gradient.CopyTo(_gradient, 0);
        saved.Start?.CopyTo(_start, 0);
        _test.Load(saved.FirstTestedValue ?? double.NaN, saved.LastTestedValue ?? double.NaN, saved.LastTestedPoint, saved.HasRisen, saved.Stationary);
        _finding = saved.Finding;
        _descent.State.CopyFrom(state);
        _descent.Loaded();
        _plateau?.Load(saved.Plateau!);
        _supervision?.Load(saved.Supervision!, supervised!);
        _history.Load(history, saved.History.Stride);
        _reason = saved.Reason.IsLimit ? Limit() : saved.Reason;
        _reopens = _number >= 0 && saved.Current.IsWhole && !_descent.IsWholeAt(_number);

        static void Same<T>(T was, T @is, string what)
        {
            if (!Equals(was, @is))
            {
                throw new FormatException($"The saved run has another {what}: {Word(was)} in place of {Word(@is)}.");
            }
        }

        static string Word<T>(T thing) => thing switch { null => "none", true => "one", false => "none", _ => $"{thing}" };
    }

    // how long they go on may differ
    private string? BatchesSaved => (_options.Batches is { } batches ? batches with { Epochs = null, Steps = null } : null)?.ToString();

    private OptimizerState LoadedState(OptimizerStateJson saved)
    {
        OptimizerState state = saved.ToState();
        return _descent.State.FindDifference(state) is { } difference
            ? throw new FormatException($"The saved run has the state of another optimizer: {difference}.")
            : state;
    }
}
