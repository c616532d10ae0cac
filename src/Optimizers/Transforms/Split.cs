namespace Optimizers;

/// <summary>Two rules for two groups of coordinates: one before an index, another from it on.</summary>
/// <remarks>
/// Each group has a rule with settings and state of its own, as if it were a problem of its own: the bias of a line its own rate, for instance.
/// Nest it for more groups. State: the two states inside.
/// </remarks>
/// <example><code>
/// // the last coordinate has ten times the rate of the others
/// var rule = new Split(^1, new GradientDescent { LearningRate = 0.01 }, new GradientDescent { LearningRate = 0.1 });
/// </code></example>
public sealed record Split : IUpdateRule
{
    /// <summary>Splits the coordinates at an index.</summary>
    /// <param name="at">The first coordinate of the second group; <c>^1</c> counts from the end. Neither group may be empty.</param>
    /// <param name="before">The rule of the coordinates before the index.</param>
    /// <param name="from">The rule of the coordinate at the index and of those after it.</param>
    /// <exception cref="ArgumentNullException">A rule is null.</exception>
    public Split(Index at, IUpdateRule before, IUpdateRule from) => (At, Before, From) = (at, before, from);

    /// <summary>The first coordinate of the second group.</summary>
    public Index At { get; init; }

    /// <summary>The rule of the coordinates before the index.</summary>
    public IUpdateRule Before { get; init => field = Require.NotNull(value); }

    /// <summary>The rule of the coordinate at the index and of those after it.</summary>
    public IUpdateRule From { get; init => field = Require.NotNull(value); }

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        Require.AtLeast(1, dimension, nameof(dimension));
        int at = At.GetOffset(dimension);
        if (at <= 0 || at >= dimension)
        {
            throw new ArgumentException(Invariant($"A split at {At} leaves a group of {dimension} coordinates empty."), nameof(dimension));
        }

        return new OptimizerState(dimension, [], [], Before.CreateState(at), From.CreateState(dimension - at));
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        RequireState.Parts(state, 2);
        int at = At.GetOffset(point.Length);
        Before.Step(point[..at], gradient[..at], state.Parts[0]);
        From.Step(point[at..], gradient[at..], state.Parts[1]);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public bool Project(Span<double> point)
    {
        int at = At.GetOffset(point.Length);
        bool before = Before.Project(point[..at]), from = From.Project(point[at..]);
        return before || from;
    }

    Box? IUpdateRule.BoundsOf(int dimension)
    {
        int at = At.GetOffset(dimension);
        if (at <= 0 || at >= dimension)
        {
            return null;
        }

        Box? before = Before.BoundsOf(at), from = From.BoundsOf(dimension - at);
        double[] lower = new double[dimension], upper = new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            (Box? box, int k) = i < at ? (before, i) : (from, i - at);
            (lower[i], upper[i]) = (box?.Lower(k) ?? double.NegativeInfinity, box?.Upper(k) ?? double.PositiveInfinity);
        }

        return before is null && from is null ? null : new Box(lower, upper);
    }

    /// <inheritdoc/>
    public void ClearFrozen(Span<double> gradient)
    {
        int at = At.GetOffset(gradient.Length);
        Before.ClearFrozen(gradient[..at]);
        From.ClearFrozen(gradient[at..]);
    }

    /// <inheritdoc/>
    /// <remarks>The rate of the first group.</remarks>
    public double? LearningRateAt(OptimizerState state)
    {
        RequireState.Parts(Require.NotNull(state), 2);
        return Before.LearningRateAt(state.Parts[0]);
    }

    /// <inheritdoc/>
    /// <remarks>Of a group whose rule keeps no average, its coordinates of the point.</remarks>
    public bool WriteAverage(ReadOnlySpan<double> point, OptimizerState state, Span<double> average)
    {
        RequireState.Parts(Require.NotNull(state), 2);
        int at = At.GetOffset(point.Length);
        point.CopyTo(average);
        bool before = Before.WriteAverage(point[..at], state.Parts[0], average[..at]), from = From.WriteAverage(point[at..], state.Parts[1], average[at..]);
        return before || from;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
