namespace Optimizers.Regression;

/// <summary>A row of the table for losses that are minimized as they are, one after another of which may be the loss of the same fit.</summary>
/// <param name="When">For which fits, in words.</param>
/// <param name="Solver">How they are solved, in words.</param>
/// <param name="Coordinates">In what coordinates, in words.</param>
/// <param name="Applies">Whether a loss in coordinates of size 1 is one of these.</param>
/// <param name="Minimizer">Makes the run.</param>
internal sealed record SmoothRow(string When, string Solver, string Coordinates, Func<UnitObjective, ILoss, bool> Applies, Minimizer Minimizer)
{
    /// <summary>The row for losses that have no kinks.</summary>
    public SolverRow Row => new(
        When,
        Solver,
        Coordinates,
        choice => Applies(choice.Objective, choice.Loss),
        choice => new SmoothFit(choice.Objective, Minimizer, choice.Cancel));
}
