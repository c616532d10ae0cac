namespace Optimizers.Regression;

/// <summary>How samples are cut into parts of which each has a sum of its own: by the number of samples alone, so that bits do not depend on threads.</summary>
internal static class PartSums
{
    // as many features as a thread wakes up for
    private const int LeastNumbers = 1 << 15;
    private const int MostParts = 64;

    // of the sums of all parts together, in numbers
    private const int LargestScratch = 1 << 24;

    /// <summary>Places for the sums of as many parts as there may be, none made yet.</summary>
    /// <param name="length">The numbers of a sum.</param>
    public static TSum?[] Room<TSum>(int length)
        where TSum : class
        => new TSum?[Math.Clamp(LargestScratch / length, 2, MostParts)];

    /// <summary>The rows of a part.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="most">The most parts.</param>
    public static int RowsOf(RowData samples, int most)
    {
        int least = Math.Max(1, LeastNumbers / samples.FeatureCount), parts = Math.Clamp(samples.Rows / least, 1, most);
        return (((samples.Rows - 1) / SymmetricProduct.BlockRows / parts) + 1) * SymmetricProduct.BlockRows;
    }
}
