namespace Optimizers;

/// <summary>Draws random samples as numpy.random.choice does.</summary>
public static class Sampler
{
    private const double SumTolerance = 1e-8;

    /// <summary>Draws indices.</summary>
    /// <param name="population">The number of indices to draw from: 0 … population − 1; at least 0, and at least 1 unless size is 0.</param>
    /// <param name="size">How many to draw, at least 0.</param>
    /// <param name="replace">Whether an index may be drawn again. If not, each subset of the size has the same chance, in any order.</param>
    /// <param name="probabilities">The chance of each index; null: all the same. Without replacement each draw is in proportion to the
    /// probabilities of those that are left.</param>
    /// <param name="random">The source of randomness; null: <see cref="Random.Shared"/>, which does not repeat.</param>
    /// <returns>The indices in the order drawn.</returns>
    /// <exception cref="ArgumentException">
    /// A count is negative; size is above the population without replacement; the probabilities are not one for each index, one of them is
    /// negative or NaN, their sum is off 1 by more than 1e-8, or fewer of them are above 0 than are drawn without replacement.
    /// </exception>
    /// <remarks>The stream of numbers is System.Random's, so a seed does not draw what it draws in NumPy.</remarks>
    public static int[] Choice(int population, int size, bool replace = true, IReadOnlyList<double>? probabilities = null, Random? random = null)
    {
        Require.AtLeast(0, population, nameof(population));
        Require.AtLeast(0, size, nameof(size));
        if (population == 0 && size > 0)
        {
            throw new ArgumentException(Invariant($"Cannot draw {size} from a population of 0."), nameof(population));
        }

        if (!replace && size > population)
        {
            throw new ArgumentException(Invariant($"Cannot draw {size} from a population of {population} without replacement."), nameof(size));
        }

        if (probabilities is not null)
        {
            Check(probabilities, population, replace ? 0 : size);
        }

        random ??= Random.Shared;
        return (replace, probabilities) switch
        {
            (true, null) => Draw(size, () => random.Next(population)),
            (true, _) => DrawWeighted(new Weights([.. probabilities]), size, random),
            (false, null) => Subset(population, size, random),
            (false, _) => WeightedSubset(probabilities, size, random),
        };
    }

    /// <summary>Draws items.</summary>
    /// <param name="items">The items to draw from, at least one unless size is 0.</param>
    /// <param name="size">How many to draw, at least 0.</param>
    /// <param name="replace">Whether an item may be drawn again.</param>
    /// <param name="probabilities">The chance of each item; null: all the same.</param>
    /// <param name="random">The source of randomness; null: <see cref="Random.Shared"/>, which does not repeat.</param>
    /// <returns>The items in the order drawn.</returns>
    /// <exception cref="ArgumentException">As for indices.</exception>
    public static T[] Choice<T>(IReadOnlyList<T> items, int size, bool replace = true, IReadOnlyList<double>? probabilities = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Array.ConvertAll(Choice(items.Count, size, replace, probabilities, random), index => items[index]);
    }

    private static void Check(IReadOnlyList<double> probabilities, int population, int needed)
    {
        if (probabilities.Count != population)
        {
            throw new ArgumentException(Invariant($"There are {probabilities.Count} probabilities for a population of {population}."), nameof(probabilities));
        }

        for (int i = 0; i < population; i++)
        {
            if (!(probabilities[i] >= 0))
            {
                throw new ArgumentException(Invariant($"Probability {i} is {probabilities[i]}; none may be negative or NaN."), nameof(probabilities));
            }
        }

        double sum = probabilities.Sum();
        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw new ArgumentException(Invariant($"The probabilities sum to {sum}; the sum must be 1 to within {SumTolerance}."), nameof(probabilities));
        }

        int possible = probabilities.Count(probability => probability > 0);
        if (possible < needed)
        {
            throw new ArgumentException(
                Invariant($"Cannot draw {needed} without replacement: only {possible} probabilities are above 0."), nameof(probabilities));
        }
    }

    private static int[] Draw(int size, Func<int> draw)
    {
        int[] drawn = new int[size];
        for (int i = 0; i < size; i++)
        {
            drawn[i] = draw();
        }

        return drawn;
    }

    private static int[] DrawWeighted(Weights weights, int size, Random random) => Draw(size, () => weights.IndexOf(random.NextDouble()));

    private static int[] Subset(int population, int size, Random random)
    {
        int[] order = [.. Enumerable.Range(0, population)];
        for (int i = 0; i < size; i++)
        {
            int j = random.Next(i, population);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order[..size];
    }

    private static int[] WeightedSubset(IReadOnlyList<double> probabilities, int size, Random random)
    {
        // exponential clocks with these rates ring in the order of draws in proportion to what is left
        // (Efraimidis and Spirakis, Weighted random sampling with a reservoir, 2006)
        double[] rings = [.. probabilities.Select(probability => probability > 0 ? -Math.Log(1 - random.NextDouble()) / probability : double.PositiveInfinity)];
        int[] order = [.. Enumerable.Range(0, rings.Length)];
        Array.Sort(rings, order);
        return order[..size];
    }
}
