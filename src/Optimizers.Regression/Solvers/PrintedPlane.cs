using System.Globalization;

namespace Optimizers.Regression;

/// <summary>How many digits of a plane keep the samples where they are: above it, below it or on it.</summary>
internal static class PrintedPlane
{
    /// <summary>So many give back every bit.</summary>
    public const int Most = 17;

    private const int Fewest = 4;

    // four, beside the terms of a sum
    private const double Rounding = 4 * 2.220446049250313e-16;

    /// <summary>The number as it is printed.</summary>
    public static string Text(double value, int digits) => value.ToString(Invariant($"G{digits}"), CultureInfo.InvariantCulture);

    /// <summary>The fewest digits that do; null if none.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="sides">Of an extended row above 0, below it or 0.</param>
    /// <param name="basis">What extends rows.</param>
    /// <param name="plane">The factors of the user's features, then the constant.</param>
    public static int? Digits(StandardizedSamples data, Func<double[], double> sides, DesignBasis basis, double[] plane)
    {
        double[][] printed = [.. Enumerable.Range(Fewest, Most - Fewest + 1).Select(
            digits => plane.Select(value => double.Parse(Text(value, digits), CultureInfo.InvariantCulture)).ToArray())];
        bool[] turns = new bool[printed.Length];
        double[] off = new double[printed.Length], row = new double[basis.Width], user = new double[plane.Length];
        foreach ((DenseRows block, int i) in data.Samples.Counted())
        {
            basis.Extend(block.Row(i), row);
            data.Standardization.Restore(block.Row(i), user);
            user[^1] = 1;
            double side = sides(row), terms = plane.Zip(user, (factor, x) => Math.Abs(factor * x)).Sum();
            for (int k = 0; k < printed.Length; k++)
            {
                double sum = Blas.Dot(printed[k], user);
                turns[k] |= side != 0 && !(sum * Math.Sign(side) > 0);
                off[k] = side == 0 ? Math.Max(off[k], terms > 0 ? Math.Abs(sum) / terms : 0) : off[k];
            }
        }

        // what the plane itself does not hold, its digits cannot
        return Enumerable.Range(0, printed.Length)
            .Where(k => !turns[k] && off[k] <= Math.Max(off[^1], Rounding)).Select(k => (int?)(Fewest + k)).FirstOrDefault();
    }
}
