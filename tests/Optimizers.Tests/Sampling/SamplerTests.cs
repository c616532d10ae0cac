namespace Optimizers.Tests;

public sealed class SamplerTests
{
    // The 99.9 % points of χ² with 4, 9, 19 and 44 degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.4)
    private const double Limit4 = 18.467;
    private const double Limit9 = 27.877;
    private const double Limit19 = 43.820;
    private const double Limit44 = 78.750;

    [Fact]
    public void Choice_WithReplacement_IsUniform()
    {
        int[] drawn = Sampler.Choice(10, 100_000, random: new Random(1));

        ChiSquared(Counts(drawn, 10), Enumerable.Repeat(0.1, 10)).Should().BeLessThan(Limit9);
    }

    [Fact]
    public void Choice_WithProbabilities_FollowsThem()
    {
        double[] probabilities = [0.1, 0, 0.2, 0.3, 0.15, 0.25];

        int[] counts = Counts(Sampler.Choice(6, 100_000, probabilities: probabilities, random: new Random(2)), 6);

        counts[1].Should().Be(0);
        ChiSquared(counts.Where((_, i) => i != 1), probabilities.Where(p => p > 0)).Should().BeLessThan(Limit4);
    }

    [Fact]
    public void Choice_WithoutReplacement_IsUniformOverSubsetsAndOrders()
    {
        // 5 · 4 = 20 ordered pairs; 45 subsets of 8 from 10
        var random = new Random(3);
        int[] pairs = new int[25], subsets = new int[1024];
        for (int i = 0; i < 50_000; i++)
        {
            int[] pair = Sampler.Choice(5, 2, replace: false, random: random);
            pairs[(5 * pair[0]) + pair[1]]++;
            subsets[Sampler.Choice(10, 8, replace: false, random: random).Sum(index => 1 << index)]++;
        }

        ChiSquared(pairs.Where(count => count > 0), Enumerable.Repeat(1.0 / 20, 20)).Should().BeLessThan(Limit19);
        ChiSquared(subsets.Where(count => count > 0), Enumerable.Repeat(1.0 / 45, 45)).Should().BeLessThan(Limit44);
    }

    [Fact]
    public void Choice_WithoutReplacementWithProbabilities_DrawsInProportionToWhatIsLeft()
    {
        // P(first = i, second = j) = pᵢ pⱼ / (1 − pᵢ), over the 6 pairs of 3
        double[] p = [0.5, 0.3, 0.2];
        var random = new Random(4);
        var counts = new Dictionary<(int, int), int>();
        for (int n = 0; n < 60_000; n++)
        {
            int[] pair = Sampler.Choice(3, 2, replace: false, p, random);
            counts[(pair[0], pair[1])] = counts.GetValueOrDefault((pair[0], pair[1])) + 1;
        }

        (int, int)[] keys = [.. counts.Keys];
        keys.Should().HaveCount(6);
        // 5 degrees of freedom: 20.515
        ChiSquared(keys.Select(key => counts[key]), keys.Select(key => p[key.Item1] * p[key.Item2] / (1 - p[key.Item1]))).Should().BeLessThan(20.515);
    }

    [Fact]
    public void Choice_WholePopulationWithoutReplacement_IsAPermutation()
    {
        Sampler.Choice(100, 100, replace: false, random: new Random(5)).Should().BeEquivalentTo(Enumerable.Range(0, 100)).And.NotBeInAscendingOrder();
        Sampler.Choice(3, 2, replace: false, [0.5, 0, 0.5], new Random(6)).Should().BeEquivalentTo([0, 2]);
    }

    [Fact]
    public void Choice_OfItems_DrawsTheSameAsOfIndices()
    {
        string[] items = ["a", "b", "c"];

        string[] drawn = Sampler.Choice(items, 20, random: new Random(7));

        drawn.Should().Equal(Sampler.Choice(3, 20, random: new Random(7)).Select(i => items[i]));
        Sampler.Choice(new List<int> { 4 }, 2).Should().Equal(4, 4);
    }

    [Fact]
    public void Choice_SameSeed_DrawsTheSame()
        => Sampler.Choice(1000, 50, false, random: new Random(8)).Should().Equal(Sampler.Choice(1000, 50, false, random: new Random(8)));

    [Fact]
    public void Choice_SizeZero_IsEmpty()
    {
        Sampler.Choice(0, 0).Should().BeEmpty();
        Sampler.Choice(3, 0, replace: false).Should().BeEmpty();
    }

    [Fact]
    public void Choice_BadArguments_SaysBothNumbers()
    {
        Refused(() => Sampler.Choice(10, 11, replace: false), "Cannot draw 11 from a population of 10 without replacement.*", "size");
        Refused(() => Sampler.Choice(0, 1), "Cannot draw 1 from a population of 0.*", "population");
        Refused(() => Sampler.Choice(-1, 1), "population must be at least 0; it is -1.*", "population");
        Refused(() => Sampler.Choice(1, -1), "size must be at least 0; it is -1.*", "size");
        Refused(() => Sampler.Choice(2, 1, true, [0.5, 0.25, 0.25]), "There are 3 probabilities for a population of 2.*", "probabilities");
        Refused(() => Sampler.Choice(2, 1, true, [1.5, -0.5]), "Probability 1 is -0.5; none may be negative or NaN.*", "probabilities");
        Refused(() => Sampler.Choice(2, 1, true, [1, double.NaN]), "Probability 1 is NaN; none may be negative or NaN.*", "probabilities");
        Refused(
            () => Sampler.Choice(2, 1, true, [0.5, 0.5 + 2e-8]),
            "The probabilities sum to 1.00000001999*; the sum must be 1 to within 1E-08.*",
            "probabilities");
        Refused(() => Sampler.Choice(3, 2, false, [1, 0, 0]), "Cannot draw 2 without replacement: only 1 probabilities are above 0.*", "probabilities");
        Refused(() => Sampler.Choice<int>(null!, 1), "*", "items");
        Sampler.Choice(2, 1, true, [0.5, 0.5 + 5e-9]).Should().HaveCount(1, "a sum off by less than 1e-8 is rounding");
    }

    private static int[] Counts(int[] drawn, int population) => [.. Enumerable.Range(0, population).Select(i => drawn.Count(index => index == i))];

    private static double ChiSquared(IEnumerable<int> counts, IEnumerable<double> probabilities)
    {
        int[] observed = [.. counts];
        double[] expected = [.. probabilities.Select(p => p * observed.Sum())];
        observed.Should().HaveCount(expected.Length);
        return observed.Zip(expected, (o, e) => (o - e) * (o - e) / e).Sum();
    }
}
