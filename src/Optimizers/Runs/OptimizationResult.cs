using System.Globalization;

namespace Optimizers;

/// <summary>What a run found and why it stopped. A run that did not converge has a result too.</summary>
public sealed class OptimizationResult
{
    private const int CoordinatesShown = 6;

    /// <summary>
    /// The point: where a run converged, its last, with a value no higher than that of the start; where it did not converge, the best that it saw. A run over
    /// mini-batches, which sees no values of the whole function, gives its last point, and a run that ended as <see cref="StopReason.NotFinite"/> the last at
    /// which all was finite.
    /// </summary>
    public required double[] Point { get; init; }

    /// <summary>f at <see cref="Point"/>, of the whole function. NaN or infinite only where the start already was.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// ‖∇f‖∞ at <see cref="Point"/>, of the whole function. Where there are bounds, that of the projected gradient (<see cref="Lbfgsb"/>), where there is a
    /// penalty or a set, that of the proximal gradient mapping (<see cref="ProximalGradient"/>): either is 0 where the point is stationary, as ∇f then need not
    /// be.
    /// </summary>
    public required double GradientNorm { get; init; }

    /// <summary>
    /// The duality gap, where a solver knows it: <see cref="Value"/> is above the least by no more than this, but for rounding; null where it is not known.
    /// </summary>
    public double? DualityGap { get; init; }

    /// <summary>The number of steps taken. After <see cref="StopReason.NotFinite"/>, the number of the iteration that was not finite.</summary>
    public required int Iterations { get; init; }

    /// <summary>How often the function was called; a batch counts as one.</summary>
    public required long Evaluations { get; init; }

    /// <summary>The time from the first iteration to the last.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why the run stopped.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>
    /// The iterations in order: all of them up to 16 384, beyond that every 2nd, 4th, 8th …, so that memory is bounded; the last always.
    /// </summary>
    public required IReadOnlyList<Iteration> History { get; init; }

    /// <summary>After <see cref="StopReason.NotFinite"/>, the first coordinate whose partial derivative was not finite; null if only the value was not, or for
    /// another reason.</summary>
    public int? NotFiniteCoordinate { get; init; }

    /// <summary>The coordinates that the data leave undetermined, ascending, where a fit looked for them; else empty. A run that converged has then the reason
    /// <see cref="StopReason.Undetermined"/>.</summary>
    /// <remarks><see cref="Converged"/> is true all the same, and <see cref="EnsureConverged"/> does not throw: the value is that of a minimum, and so are
    /// predictions.</remarks>
    public IReadOnlyList<int> UndeterminedCoordinates { get; init; } = [];

    /// <summary>The averaged point, where the optimizer averages (such as <see cref="ExponentialMovingAverage"/>); else null.</summary>
    public double[]? AveragedPoint { get; init; }

    /// <summary>f at <see cref="AveragedPoint"/>, of the whole function.</summary>
    public double? AveragedValue { get; init; }

    /// <summary>What <see cref="Supervised"/> did, in order; empty without it.</summary>
    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];

    /// <summary>Whether a tolerance or the target was reached, or the last that rounding allows; the value is then, but for its rounding, at most that of the
    /// start.</summary>
    /// <remarks>False of a run that ended as <see cref="StopReason.EpochsDone"/>, which tested nothing.</remarks>
    public bool Converged => Reason.IsConverged;

    /// <summary>After <see cref="StopReason.Separated"/>, what separates which samples; null where that is not known.</summary>
    internal string? Detail { get; init; }

    /// <summary>What <see cref="Explain"/> speaks of.</summary>
    internal RunEvidence? Facts { get; init; }

    /// <summary>Why the run stopped, which criterion was nearest and what to try, in plain words.</summary>
    /// <remarks>
    /// Where a run did not converge it looks for the cause: it compares the gradient with differences at the start and at the point, inside the set that the
    /// run kept to, and looks for kinks, noise and unlike curvatures at the point, which evaluates the function some 10n times for n up to 1000; the
    /// evaluations are not counted. It names as a cause only what it saw.
    /// </remarks>
    public string Explain() => Facts is { } facts ? new Explanation(this, facts).ToString() : $"{Outcome()}.";

    /// <summary>Throws unless the run converged, or was one over mini-batches that took all its epochs: more cannot be asked of it.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="OptimizationException">The run ended for another reason; the exception carries this result.</exception>
    public OptimizationResult EnsureConverged() => Converged || Reason == StopReason.EpochsDone ? this : throw new OptimizationException(this);

    /// <summary>Why the run stopped, after how much work, and what it found.</summary>
    public override string ToString()
    {
        string point = string.Join(", ", Point.Take(CoordinatesShown).Select(x => x.ToString("G9", CultureInfo.InvariantCulture)));
        string more = Point.Length > CoordinatesShown ? $", … {Point.Length} coordinates" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Outcome()} after {Counted(Iterations, "iteration")}, {Counted(Evaluations, "evaluation")}, {Elapsed.TotalMilliseconds:G3} ms: value "
            + $"{Value:G9}, gradient norm {GradientNorm:G3}, point [{point}{more}]");
    }

    /// <summary>The reason in words.</summary>
    internal string Outcome() => Reason switch
    {
        StopReason.None => "Not finished",
        StopReason.GradientTolerance => "Converged: the gradient is within its tolerance",
        StopReason.ValueTolerance => "Converged: the value no longer changes",
        StopReason.StepTolerance => "Converged: the point no longer moves",
        StopReason.TargetReached => "Converged: the target value is reached",
        StopReason.RoundingLimit => "Converged: the value cannot be lowered within its rounding",
        StopReason.EarlyStopped => "Converged: the loss of the samples held out no longer falls",
        StopReason.Undetermined => $"Converged, but the data leave {Undetermined()} undetermined",
        StopReason.Separated => $"Not converged: {Detail ?? "the samples are separated"}; without a penalty the coefficients grow without end",
        StopReason.LineSearchFailed => "Not converged: no step along the direction of descent lowers the value",
        StopReason.WrongGradient => "Not converged: the gradient is wrong",
        StopReason.AboveStart => "Not converged: the run came to rest above its start",
        StopReason.Unbounded => $"Not converged: the value {(Facts?.Minimized.IsMaximized ?? false ? "rises" : "falls")} without bound",
        StopReason.IterationLimit => "Not converged: iteration limit",
        StopReason.EpochsDone => "Done: the mini-batches are used up",
        StopReason.EvaluationLimit => "Not converged: evaluation limit",
        StopReason.TimeLimit => "Not converged: time limit",
        StopReason.Cancelled => "Not converged: cancelled",
        StopReason.NotFinite when NotFiniteCoordinate is { } i => Invariant($"Not converged: partial derivative {i} was not finite at iteration {Iterations}"),
        StopReason.NotFinite => Invariant($"Not converged: the value was not finite at iteration {Iterations}"),
        _ => $"Not converged: {Reason}",
    };

    /// <summary>The undetermined coordinates in words.</summary>
    private string Undetermined()
        => UndeterminedCoordinates.Count == 0
            ? "coordinates"
            : $"{(UndeterminedCoordinates.Count == 1 ? "coordinate" : "coordinates")} {string.Join(", ", UndeterminedCoordinates)}";

    private static string Counted(long count, string what) => count == 1 ? $"1 {what}" : Invariant($"{count} {what}s");
}
