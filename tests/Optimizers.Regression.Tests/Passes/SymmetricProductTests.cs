namespace Optimizers.Regression.Tests;

public sealed class SymmetricProductTests
{
    [Theory]
    [InlineData(1, 1, false, 0)]
    [InlineData(5, 8, true, 0)]
    [InlineData(128, 7, true, 1)]
    [InlineData(129, 15, true, 2)]
    [InlineData(300, 16, true, 3)]
    [InlineData(1_000, 24, false, 1)]
    [InlineData(401, 41, true, 9)]
    public void Add_Samples_IsTheSumOfTheirProductsWithWeightsOfAnySign(int n, int d, bool hasIntercept, int targets)
    {
        double[] x = Points.Wave(n * d, 1), y = Points.Wave(n * targets, 2), weights = [.. Enumerable.Range(0, n).Select(i => (i % 5) - 1.5)];
        weights[n / 2] = 0;
        var scaling = new FeatureScaling(Points.Wave(d, 3), [.. Enumerable.Range(1, d).Select(j => 1 / (double)j)]);

        foreach (double[] some in (double[][])[[], weights])
        {
            foreach (FeatureScaling? scaled in (FeatureScaling?[])[null, scaling])
            {
                var sum = new SymmetricProduct(d, hasIntercept, targets, scaled);
                sum.Add(x, some, y);
                var rows = Enumerable.Range(0, n).Select(row => Row(x.AsSpan(row * d, d), y.AsSpan(row * targets, targets), hasIntercept, scaled)).ToArray();

                sum.Order.Should().Be(rows[0].Length);
                for (int i = 0; i < sum.Order; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double[] terms = [.. rows.Select((z, row) => (some.Length == 0 ? 1 : some[row]) * z[i] * z[j])];
                        sum[i, j].Should().BeApproximately(terms.Sum(), 1e-14 * terms.Sum(Math.Abs));
                    }
                }
            }
        }
    }

    [Fact]
    public void Add_RowAfterOneOfFewFeatures_IsNotSeenByItsPanel()
    {
        // the panel of a row of 3 reads into the next rows
        var sum = new SymmetricProduct(3);
        sum.Add([1, 2, 3, double.PositiveInfinity, double.NaN, 4, 0, 0, 0], [1, 0, 1]);
        double.IsNaN(sum[0, 0]).Should().BeTrue();

        var first = new SymmetricProduct(3);
        first.Add(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, double.NaN, double.NaN, double.NaN }.AsSpan(0, 9));
        first[2, 0].Should().Be(3 + 24 + 63);
    }

    [Fact]
    public void Merge_LaterRows_IsTheSumOfAll()
    {
        double[] x = Points.Wave(256 * 9, 1);
        SymmetricProduct whole = Of(x), parts = Of(x.AsSpan(0, 128 * 9));

        parts.Merge(Of(x.AsSpan(128 * 9)));

        Enumerable.Range(0, 9).Select(i => parts[8, i]).Should().Equal(Enumerable.Range(0, 9).Select(i => whole[8, i]));
    }

    [Fact]
    public void Add_Blocks_AllocatesNothing()
    {
        double[] x = Points.Wave(1_000 * 20, 1), weights = Points.Wave(1_000, 2);
        var sum = new SymmetricProduct(20, hasIntercept: true);
        sum.Add(x, weights);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum.Add(x, weights);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static SymmetricProduct Of(ReadOnlySpan<double> x)
    {
        var sum = new SymmetricProduct(9);
        sum.Add(x);
        return sum;
    }

    private static double[] Row(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool hasIntercept, FeatureScaling? scaling)
    {
        double[] features = x.ToArray();
        for (int j = 0; j < features.Length && scaling is not null; j++)
        {
            features[j] = (features[j] - scaling.Means[j]) / scaling.Scales[j];
        }

        return [.. features, .. hasIntercept ? [1] : Array.Empty<double>(), .. y];
    }
}
