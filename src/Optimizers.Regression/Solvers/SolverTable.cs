namespace Optimizers.Regression;

/// <summary>The one place where a fit gets its solver: the first row that applies makes it.</summary>
internal static class SolverTable
{
    // of evaluations, which second derivatives take more of where features are many, above which they take longer than what they save
    private const double MostCost = 4.5;
    private const int MostParameters = 256;

    // beside kinks or bounds, where the evaluations are many more
    private const int MostProximal = 1024;

    private const string Whitened = "in whitened coordinates";
    private const string Standardized = "on standardized features";
    private const string Bent = "a smooth loss with second derivatives";

    private static readonly int FewFeatures = Enumerable.Range(1, MostParameters).Last(features => CurvedObjective.Cost(Losses.Logistic, features) <= MostCost);

    private static readonly SmoothRow[] SmoothRows =
    [
        new(
            Invariant($"{Bent}, alone or with a ridge, at most {MostParameters} parameters, and at most {FewFeatures} features (fewer for more classes) ")
                + "that are not nearly dependent",
            "Newton's method",
            Whitened,
            (objective, loss) => objective.Whitening is { Design: null } && HasCurvature(objective, loss, MostParameters)
                && CurvedObjective.Cost(loss, objective.Data.Features) <= MostCost,
            Minimizers.Newton),
        new(
            "any other smooth loss, alone or with a ridge",
            "L-BFGS",
            Whitened,
            (objective, _) => objective.Whitening is not null,
            Minimizers.Lbfgs),
        new(
            Invariant($"{Bent}, with bounds, a lasso or an elastic net, and at most {MostProximal} parameters"),
            "proximal Newton by coordinates",
            Standardized,
            (objective, loss) => HasCurvature(objective, loss, MostProximal) && objective.Data.Penalty() is CoordinateTerms,
            Minimizers.ProximalNewton),
        new(
            Invariant($"{Bent}, with a group lasso, and at most {MostProximal} parameters"),
            "proximal Newton by groups",
            Standardized,
            (objective, loss) => HasCurvature(objective, loss, MostProximal) && objective.Data.Penalty() is WeightPenalty { HasGroups: true },
            Minimizers.ProximalGroups),
        new(
            "any other smooth loss within bounds, alone or with a ridge",
            "L-BFGS-B",
            Standardized,
            (objective, _) => objective.Data.Settings.KinkedPenalty is null,
            Minimizers.Lbfgsb),
        new(
            "any other smooth loss, any penalty",
            "accelerated proximal gradient",
            Standardized,
            (_, _) => true,
            Minimizers.Accelerated),
    ];

    private static readonly SolverRow[] Rows =
    [
        new(
            "an Optimizer is named",
            "that optimizer",
            $"{Standardized}, or as they are without Standardize",
            choice => choice.Settings.Optimizer is not null,
            choice => choice.Named),
        new(
            "a squared loss with a ridge, and fewer samples than features, in memory",
            "ridge by its dual",
            "in coordinates of the samples",
            choice => choice.IsByDual,
            choice => choice.Dual),
        new(
            "a squared loss, alone or with a ridge, and columns that are nearly dependent",
            "refined least squares by QR",
            Whitened,
            choice => choice.IsLinear && choice.LeastSquares.IsByQr,
            choice => choice.LeastSquares),
        new(
            "a squared loss, alone or with a ridge",
            "refined least squares by Cholesky",
            Whitened,
            choice => choice.IsLinear,
            choice => choice.LeastSquares),
        new(
            "a squared loss within bounds that the minimum without them keeps, and columns that are nearly dependent",
            "refined least squares by QR",
            Whitened,
            choice => choice.IsByCoordinates && choice.Coordinates is LeastSquaresFit,
            choice => choice.Coordinates),
        new(
            Invariant($"a squared loss with bounds, a lasso or an elastic net, and at most {CrossProducts.MostFeatures} features"),
            "coordinate descent",
            Standardized,
            choice => choice.IsByCoordinates,
            choice => choice.Coordinates),
        new(
            Invariant($"a squared loss with a group lasso, and at most {CrossProducts.MostFeatures} features"),
            "descent by groups",
            Standardized,
            choice => choice.IsByGroups,
            choice => choice.Groups),
        Kinked("a loss with kinks, alone or with a ridge", "L-BFGS", Whitened, objective => objective.Whitening is not null, Minimizers.Lbfgs),
        Kinked(
            "a loss with kinks within bounds, alone or with a ridge",
            "L-BFGS-B",
            Standardized,
            objective => objective.Data.Settings.KinkedPenalty is null,
            Minimizers.Lbfgsb),
        Kinked("a loss with kinks, any penalty", "accelerated proximal gradient", Standardized, _ => true, Minimizers.Accelerated),
        .. SmoothRows.Select(row => row.Row),
    ];

    /// <summary>Prepares a fit.</summary>
    public static LinearFit Fit(SolverChoice choice)
    {
        SolverRow row = Rows.First(row => row.Applies(choice));
        LinearFit fit = row.Make(choice);
        fit.Solver = row.Words;
        return fit;
    }

    /// <summary>What minimizes a smooth loss.</summary>
    public static Minimizer MinimizerOf(UnitObjective objective, ILoss loss) => SmoothRows.First(row => row.Applies(objective, loss)).Minimizer;

    /// <summary>The table as Markdown.</summary>
    public static string Print()
        => string.Join('\n', ["| When | Solver | Coordinates |", "|---|---|---|", .. Rows.Select(row => $"| {row.When} | {row.Solver} | {row.Coordinates} |")]);

    private static SolverRow Kinked(string when, string solver, string coordinates, Func<UnitObjective, bool> applies, Minimizer minimizer) => new(
        when,
        $"{solver} on losses smoothed less and less",
        coordinates,
        choice => choice.Loss is ISmoothableLoss && applies(choice.Objective),
        choice => new KinkedFit(choice.Objective, minimizer, (ISmoothableLoss)choice.Loss, choice.Cancel));

    private static bool HasCurvature(UnitObjective objective, ILoss loss, int most)
        => objective.Data.Dimension <= most && CurvedObjective.Takes(loss) && objective.Bends(loss);
}
