namespace Optimizers.Regression;

/// <summary>A row of the table that chooses the solver.</summary>
/// <param name="When">For which fits, in words.</param>
/// <param name="Solver">How they are solved, in words.</param>
/// <param name="Coordinates">In what coordinates, in words.</param>
/// <param name="Applies">Whether a fit is one of these.</param>
/// <param name="Make">Prepares the fit.</param>
internal sealed record SolverRow(string When, string Solver, string Coordinates, Func<SolverChoice, bool> Applies, Func<SolverChoice, LinearFit> Make)
{
    /// <summary>What <see cref="LinearModel.Solver"/> says.</summary>
    public string Words => $"{Solver} {Coordinates}";
}
