namespace Optimizers.Regression;

/// <summary>The proximal operator of a group lasso whose coordinates have scales, λ Σ √nₖ ‖D_k x_k‖₂.</summary>
/// <remarks>
/// <code>x_k ← 0 where ‖D_k⁻¹x_k‖₂ ≤ c = tλ√nₖ, else xⱼ ← xⱼ/(1 + cdⱼ²/ρ) with ρ = ‖D_k x_k‖₂ of the result</code>
/// ρ is the root of 1 = 1/√Σ(dⱼxⱼ/(ρ + cdⱼ²))², whose right side is concave, so that Newton's steps from 0 never go too far.
/// </remarks>
internal static class ScaledGroups
{
    private const int MostSteps = 100;

    /// <param name="penalty">λ and the groups.</param>
    /// <param name="point">x.</param>
    /// <param name="scales">The diagonal of D, above 0.</param>
    /// <param name="step">t.</param>
    public static void ApplyProximal(GroupLassoPenalty penalty, Span<double> point, ReadOnlySpan<double> scales, double step)
    {
        foreach (int size in penalty.Groups)
        {
            double threshold = step * penalty.Weight * Math.Sqrt(size);
            if (threshold > 0)
            {
                Shrink(point[..size], scales[..size], threshold);
            }

            point = point[size..];
            scales = scales[size..];
        }
    }

    private static void Shrink(Span<double> group, ReadOnlySpan<double> scales, double threshold)
    {
        double squares = 0;
        for (int j = 0; j < group.Length; j++)
        {
            squares += group[j] / scales[j] * (group[j] / scales[j]);
        }

        if (Math.Sqrt(squares) <= threshold)
        {
            group.Clear();
            return;
        }

        double norm = Norm(group, scales, threshold);
        for (int j = 0; j < group.Length; j++)
        {
            group[j] *= norm / (norm + (threshold * scales[j] * scales[j]));
        }
    }

    private static double Norm(ReadOnlySpan<double> group, ReadOnlySpan<double> scales, double threshold)
    {
        double norm = 0;
        for (int i = 0; i < MostSteps; i++)
        {
            double sum = 0, slope = 0;
            for (int j = 0; j < group.Length; j++)
            {
                double below = norm + (threshold * scales[j] * scales[j]), share = scales[j] * group[j] / below;
                sum += share * share;
                slope += share * share / below;
            }

            // of 1/√S the slope is −S′/2S^(3/2) with S′ = −2·slope
            double next = norm + ((Math.Sqrt(sum) - 1) * sum / slope);
            if (!(next > norm))
            {
                break;
            }

            norm = next;
        }

        return norm;
    }
}
