namespace Optimizers.Regression;

/// <summary>What a summary needs of the samples of a fit, for a target: sums over them at its end, as large as the parameters are many. With them a model keeps
/// no samples.</summary>
/// <remarks>Features are standardized as in the fit, where XᵀX is well conditioned. Squares of targets and errors are in units of the target, powers of 2, so
/// that none overflows or underflows.</remarks>
internal sealed record SampleSums
{
    public required ILoss Loss { get; init; }

    public required Standardization Standardization { get; init; }

    public required bool HasIntercept { get; init; }

    /// <summary>Whether a penalty or bounds moved the estimates.</summary>
    public required bool IsPulled { get; init; }

    /// <summary>n, the samples of a weight above 0, or where weights are repeats Σw.</summary>
    public required double Count { get; init; }

    /// <summary>Σw.</summary>
    public required double Weight { get; init; }

    /// <summary>ȳ.</summary>
    public required double TargetMean { get; init; }

    /// <summary>u, the power of 2 near the largest target.</summary>
    public required double Unit { get; init; }

    /// <summary>Σw(y − ȳ)²/u²; without an intercept ȳ is 0.</summary>
    public required double TotalSquares { get; init; }

    /// <summary>The sums of single numbers.</summary>
    public RowSums Rows { get; init; }

    /// <summary>Σ log w, where weights are precisions.</summary>
    public double LogWeights { get; init; }

    /// <summary>L of LLᵀ = Σwxxᵀ/Σw of the features, if the fit has it; they are then centred beside an intercept.</summary>
    public LowerTriangle? Factor { get; init; }

    /// <summary>Rᵀ of √w·[1, x] = QR, where columns are nearly dependent; without an intercept there is no 1.</summary>
    public LowerTriangle? Root { get; init; }

    /// <summary>The same of √(wℓ″)·[1, x]; null where ℓ″ is 1, or the estimates were pulled.</summary>
    public LowerTriangle? CurvedRoot { get; init; }

    /// <summary>Σwzzᵀ, z = (x, 1); null where there is a factor or root, or features are too many and the estimates were pulled.</summary>
    public LowerTriangle? Design { get; init; }

    /// <summary>Σwℓ″zzᵀ; null where ℓ″ is 1, or the estimates were pulled.</summary>
    /// <remarks>Of losses that are no likelihoods ℓ″ is in units of v/u, v a power of 2 near the slopes ℓ′.</remarks>
    public LowerTriangle? Curved { get; init; }

    /// <summary>Σ(wℓ′)²zzᵀ/v², or where weights are repeats Σwℓ′²zzᵀ/v²; null but for losses that are no likelihoods.</summary>
    public LowerTriangle? Scores { get; init; }

    /// <summary>What a loss of classes says of all of them together; null for other losses.</summary>
    public ClassSums? Classes { get; init; }

    /// <summary>Sums what is not known yet.</summary>
    /// <param name="problem">A fit, over or under way.</param>
    /// <param name="point">Its parameters in the user's units.</param>
    /// <param name="before">The sums of another fit to the same samples, whose design this one shares; null: there is none.</param>
    /// <returns>The sums of each target; none where a loss takes rows that there are not, or of more classes and features than there are second derivatives
    /// for.</returns>
    public static IReadOnlyList<SampleSums> Of(LinearFit problem, double[] point, IReadOnlyList<SampleSums>? before)
    {
        if (problem.Data.Settings.Loss.Outputs > 1)
        {
            return ClassSums.Takes(problem.Data) ? OfClasses(problem, point) : [];
        }

        // the curvature of other losses is found from residuals, row by row
        if (!(problem.Data.HasRows || problem.Data.Settings.Loss is SquaredLoss or ILikelihood))
        {
            return [];
        }

        List<SampleSums> all = [];
        foreach (LinearFit fit in problem.Targets)
        {
            for (int t = 0; t < fit.Data.Targets; t++)
            {
                int first = all.Count * fit.Data.Stride;
                all.Add(Of(fit, t, point[first..(first + fit.Data.Stride)], all.Count > 0 ? all[^1] : before is [var other, ..] ? other : null));
            }
        }

        return all;
    }

    private static IReadOnlyList<SampleSums> OfClasses(LinearFit problem, double[] point)
    {
        ClassSums classes = ClassSums.Of(problem.Data, point);
        var rows = new RowSums { ResidualSquares = double.NaN, LogLikelihood = classes.LogLikelihood, Deviance = classes.Deviance };
        return [.. Enumerable.Range(0, problem.Data.Targets).Select(t => Known(problem, t) with { Classes = classes, Rows = rows })];
    }

    private static SampleSums Of(LinearFit problem, int target, double[] parameters, SampleSums? before)
    {
        StandardizedSamples data = problem.Data.OfTarget(target);
        SampleSums sums = Known(problem, target) with
        {
            Factor = problem.DesignFactor is { } factor ? before?.Factor ?? factor : null,
            Root = problem.DesignRoot ?? before?.Root,
            Design = before?.Design ?? problem.Design,
        };
        if (problem.ResidualSquares is { } squares && (sums.Factor ?? sums.Root ?? problem.Design) is not null)
        {
            double ratio = data.TargetUnit / sums.Unit;
            return sums with { Rows = new RowSums { ResidualSquares = squares * ratio * ratio } };
        }

        data.Standardization.FromUserUnits(parameters);
        bool isWide = sums.IsPulled && (data.Features > CrossProducts.MostFeatures || data.Features >= data.Moments.WeightedRows);
        var pass = new SummaryPass(
            data,
            parameters,
            sums.Unit,
            needsDesign: !isWide && (sums.Factor ?? sums.Root ?? sums.Design) is null,
            needsCovariance: !sums.IsPulled,
            problem.Data.Targets > 1 ? problem.Separation?.OfTarget(target) : problem.Separation);
        sums = pass.AddTo(sums);

        // a design that is shared has been looked at
        bool isRough = sums.Root is not null || (before?.Design is null && sums.Design is { } design && InformationInverse.Of(design.ToSymmetric()).IsRough);
        return isRough && data.HasRows ? pass.Refine(sums) : sums;
    }

    /// <summary>What the moments of the samples say.</summary>
    private static SampleSums Known(LinearFit problem, int target)
    {
        (FitSettings settings, SampleMoments moments) = (problem.Data.Settings, problem.Data.Moments);
        double unit = 1 / moments.UnitOfTarget(target), deviation = moments.DeviationOfTarget(target, settings.FitIntercept) / unit;
        return new SampleSums
        {
            Loss = settings.Loss,
            Standardization = problem.Data.Standardization,
            HasIntercept = settings.FitIntercept,
            IsPulled = settings is { Penalty: not null } or { Bounds: not null },
            Count = settings.HasRepeats ? moments.Weight : moments.WeightedRows,
            Weight = moments.Weight,
            TargetMean = moments.TargetMeans[target],
            Unit = unit,
            TotalSquares = deviation * deviation * moments.Weight,
            LogWeights = settings.HasRepeats ? 0 : moments.LogWeights,
        };
    }
}
