namespace Optimizers.Regression;

/// <summary>What is asked of groups of coordinates in a row: Σ λ_g‖D_g u_g‖₂.</summary>
/// <param name="Sizes">The coordinates of each group, at least 1.</param>
/// <param name="Weights">λ_g, at least 0: of a <see cref="GroupLassoPenalty"/> λ√n_g.</param>
/// <param name="Scales">The diagonal of D, above 0.</param>
internal sealed record GroupTerms(int[] Sizes, double[] Weights, double[] Scales)
{
    /// <summary>The terms of a penalty.</summary>
    public static GroupTerms Of(GroupLassoPenalty penalty, double[] scales)
        => new([.. penalty.Groups], [.. penalty.Groups.Select(size => penalty.Weight * Math.Sqrt(size))], scales);

    /// <summary>The terms with λ times a factor.</summary>
    public GroupTerms Times(double factor) => this with { Weights = [.. Weights.Select(weight => factor * weight)] };
}
