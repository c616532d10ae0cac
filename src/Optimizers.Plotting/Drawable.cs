namespace Optimizers.Plotting;

/// <summary>Checks of what is to be drawn.</summary>
internal static class Drawable
{
    /// <summary>Numbers that belong together, copied: all as many as the first, at least one, and finite.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static double[][] Columns(params ReadOnlySpan<(string Name, IEnumerable<double> Values)> columns)
    {
        double[][] copies = new double[columns.Length][];
        for (int i = 0; i < columns.Length; i++)
        {
            (string name, IEnumerable<double> values) = columns[i];
            ArgumentNullException.ThrowIfNull(values, name);
            double[] copy = copies[i] = [.. values];
            if (copy.Length == 0 || copy.Length != copies[0].Length)
            {
                throw new ArgumentException(
                    i == 0
                        ? $"{name} is empty; there is nothing to draw."
                        : $"{columns[0].Name} has {copies[0].Length} entries and {name} has {copy.Length}; they must be as many, and at least one.", name);
            }

            int row = Array.FindIndex(copy, value => !double.IsFinite(value));
            if (row >= 0)
            {
                throw new ArgumentException(Invariant($"Row {row} of {name} is {copy[row]}; only finite numbers can be drawn (counted from 0)."), name);
            }
        }

        return copies;
    }
}
