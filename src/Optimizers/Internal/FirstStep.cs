namespace Optimizers;

/// <summary>The step along the negative gradient when nothing else is known.</summary>
internal static class FirstStep
{
    /// <summary>Half as long as the point; at 0 one that would halve the value if the function were linear; where that is 0 too, a length of 1.</summary>
    /// <remarks>As step I0 of <see href="https://doi.org/10.1145/1132973.1132979">Hager and Zhang 2006</see>, with ½ in place of 0.01.</remarks>
    public static double Of(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value)
    {
        double size = Blas.MaxNorm(point), steepness = Blas.MaxNorm(gradient);
        return size > 0 ? size / steepness / 2 : value != 0 ? Math.Abs(value) / steepness / steepness / 2 : 1 / steepness;
    }
}
