namespace Optimizers;

/// <summary>When a run stops; whichever comes first.</summary>
/// <remarks>
/// A run over mini-batches cannot judge convergence by a batch: it tests the tolerances and the target that are set here by a
/// pass over all samples at the end of each epoch, and none that are left null.
/// </remarks>
/// <example><code>var stop = new StoppingCriteria { MaxIterations = 500, GradientTolerance = 1e-6 };</code></example>
public sealed record StoppingCriteria
{
    internal const int DefaultMaxIterations = 10_000;

    /// <summary>The largest number of steps.</summary>
    /// <value>At least 0; null by default: 10 000, or with mini-batches their own epochs or steps.</value>
    public int? MaxIterations { get; init => field = Require.AtLeast(0, value); }

    /// <summary>The number of evaluations after which no further step is taken; a batch counts as one.</summary>
    /// <value>At least 1; null by default: no limit.</value>
    public long? MaxEvaluations { get; init => field = value is { } given ? Require.AtLeast(1, given) : null; }

    /// <summary>Converged when ‖∇f(x)‖∞ ≤ this; with a penalty or a set, ‖x − z‖∞ for the point z that its proximal operator or projection makes of x −
    /// ∇f(x).</summary>
    /// <value>
    /// Finite and at least 0, absolute, in units of f over x; with 0 only a gradient of exact zeros ends the run. Null by default: small enough by ratios
    /// alone, in any unit. With the last two steps s = x_k − x_{k−1} and their y = ∇f(x_k) − ∇f(x_{k−1}), L the larger of ‖x_k‖ and ‖x_k − x₀‖, all norms ‖·‖∞:
    /// what a quadratic of their curvatures has left to go, ‖∇f‖‖s‖/‖y‖, is at most 1e-12·L, and ‖∇f‖ is at most 1e-12 of the largest of the run or ‖∇f‖L at
    /// most 1e-10·|f|. SciPy's gtol is absolute, 1e-5.
    /// </value>
    public double? GradientTolerance { get; init => field = Require.NonNegative(value); }

    /// <summary>Converged when |f(x_k) − f(x_{k−1})| ≤ this · max(|f(x_k)|, |f(x_{k−1})|, |f(x_k) − f(x₀)|).</summary>
    /// <value>Finite and at least 0; null by default: not tested.</value>
    public double? ValueTolerance { get; init => field = Require.NonNegative(value); }

    /// <summary>Converged when ‖x_k − x_{k−1}‖∞ ≤ this · max(‖x_k‖∞, ‖x_k − x₀‖∞).</summary>
    /// <value>Finite and at least 0; null by default: not tested.</value>
    public double? StepTolerance { get; init => field = Require.NonNegative(value); }

    /// <summary>Good enough when f(x) ≤ this; when maximizing, f(x) ≥ this.</summary>
    /// <value>Not NaN; null by default: not tested.</value>
    public double? TargetValue
    {
        get;
        init => field = value is double.NaN ? throw new ArgumentOutOfRangeException(nameof(TargetValue), "TargetValue must be a number; it is NaN.") : value;
    }

    /// <summary>The longest time, looked at after each iteration.</summary>
    /// <value>Above zero; null by default: no limit.</value>
    public TimeSpan? TimeLimit
    {
        get;
        init => field = value <= TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(nameof(TimeLimit), Invariant($"TimeLimit must be above zero; it is {value}."))
            : value;
    }

    /// <summary>Whether a run that is cancelled throws <see cref="OperationCanceledException"/>; its result may be asked for none the less.</summary>
    /// <value>False by default: a run that is cancelled ends as <see cref="StopReason.Cancelled"/> with the best point so far.</value>
    public bool ThrowOnCancellation { get; init; }

    /// <summary>Whether anything is set that needs the whole function.</summary>
    internal bool TestsWhole => GradientTolerance is not null || ValueTolerance is not null || StepTolerance is not null || TargetValue is not null;

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
