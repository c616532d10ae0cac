namespace Optimizers.Regression;

/// <summary>What a summary needs of the samples of a fit: sums over them at its end, as large as the parameters are many. With them a model keeps no samples.</summary>
/// <remarks>Features are standardized as in the fit, where XᵀX is well conditioned; one target.</remarks>
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

    /// <summary>Σw(y − ȳ)²; without an intercept ȳ is 0.</summary>
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
    public LowerTriangle? Curved { get; init; }

    /// <summary>Σ(wℓ′)²zzᵀ, or where weights are repeats Σwℓ′²zzᵀ; null but for losses that are no likelihoods.</summary>
    public LowerTriangle? Scores { get; init; }

    /// <summary>Sums what is not known yet.</summary>
    /// <param name="problem">A fit, over or under way.</param>
    /// <param name="point">Its parameters in the user's units.</param>
    /// <param name="before">The sums of another fit to the same samples, whose design this one shares; null: there is none.</param>
    /// <returns>The sums; null for several targets, and where a loss takes rows that there are not.</returns>
    public static SampleSums? Of(LinearFit problem, double[] point, SampleSums? before)
    {
        StandardizedSamples data = problem.Data;
        // the curvature of other losses is found from residuals, row by row
        if (data.Targets != 1 || !(data.HasRows || data.Settings.Loss is SquaredLoss or ILikelihood))
        {
            return null;
        }

        (FitSettings settings, SampleMoments moments) = (data.Settings, data.Moments);
        bool isPulled = settings is { Penalty: not null } or { Bounds: not null };
        var sums = new SampleSums
        {
            Loss = settings.Loss,
            Standardization = data.Standardization,
            HasIntercept = settings.FitIntercept,
            IsPulled = isPulled,
            Count = settings.HasRepeats ? moments.Weight : moments.WeightedRows,
            Weight = moments.Weight,
            TargetMean = moments.TargetMeans[0],
            TotalSquares = Math.Pow(moments.TargetDeviation(settings.FitIntercept), 2) * moments.Weight,
            LogWeights = settings.HasRepeats ? 0 : moments.LogWeights,
            Factor = problem.DesignFactor,
            Root = problem.DesignRoot ?? before?.Root,
            Design = before?.Design ?? problem.Design,
        };
        if (problem.ResidualSquares is { } squares && (sums.Factor ?? sums.Root ?? problem.Design) is not null)
        {
            return sums with { Rows = new RowSums { ResidualSquares = squares } };
        }

        bool isWide = isPulled && (data.Features > CrossProducts.MostFeatures || data.Features >= moments.WeightedRows);
        double[] parameters = [.. point];
        data.Standardization.FromUserUnits(parameters);
        bool needsDesign = !isWide && (sums.Factor ?? sums.Root ?? sums.Design) is null;
        var pass = new SummaryPass(data, parameters, needsDesign, needsCovariance: !isPulled, problem.Separation);
        sums = pass.AddTo(sums);

        // a design that is shared has been looked at
        bool isRough = sums.Root is not null || (before?.Design is null && sums.Design is { } design && InformationInverse.Of(design.ToSymmetric()).IsRough);
        return isRough && data.HasRows ? pass.Refine(sums) : sums;
    }
}
