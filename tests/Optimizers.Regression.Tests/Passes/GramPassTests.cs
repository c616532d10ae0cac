namespace Optimizers.Regression.Tests;

public sealed class GramPassTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(6, 5, false)]
    [InlineData(7, 4, true)]
    [InlineData(9_001, 3, false)]
    [InlineData(3_001, 33, true)]
    [InlineData(301, 200, false)]
    public void Run_Samples_IsTheirProductOnAnyNumberOfThreads(int n, int d, bool isWeighted)
    {
        DenseRows data = Rows(n, d, isWeighted);
        double[][] grams = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            SymmetricProduct sum = data.Run(new GramPass(d, 1, new Reading()));
            return Enumerable.Range(0, d * d).Select(at => at % d > at / d ? 0 : sum[at / d, at % d]).ToArray();
        })];

        double[] expected = new double[d * d];
        for (int row = 0; row < n; row++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    expected[(i * d) + j] += (data.Weights?[row] ?? 1) * data.Row(row)[i] * data.Row(row)[j];
                }
            }
        }

        grams.Should().AllSatisfy(gram => gram.Should().Equal(grams[0]));
        // relative to the sum of the magnitudes, at most 4 a term
        GoldenFile.Deviation(grams[0], expected, 1e-12, 4 * n * 1e-15).Should().BeLessThanOrEqualTo(1);
    }

    private static DenseRows Rows(int n, int d, bool isWeighted)
        => new(Points.Wave(n * d, 1), new double[n], n, d, 1, isWeighted ? [.. Enumerable.Range(0, n).Select(i => i % 3 / 2.0)] : null);
}
