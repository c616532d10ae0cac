namespace Optimizers.Tests;

public sealed class BlasTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 7, 8, 9, 67, 32_767, 32_768, 100_003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Operations_EveryLength_ArePlainSums(int n)
    {
        double[] x = Points.Wave(n, 1), y = Points.Wave(n, 2), z = Points.Wave(n, 3), moved = [.. y], scaled = new double[n], combined = new double[n];
        // relative to the sum of the magnitudes, of which each is at most 4
        double rounding = 4 * n * 1e-15;

        double dot = Blas.Dot(x, y), after = Blas.AddScaledAndDot(0.5, x, moved, z);
        Blas.Scale(3, x, scaled);
        Blas.Combine(x, -2, y, combined);

        dot.Should().BeApproximately(Sum(x.Zip(y, (a, b) => a * b)), rounding);
        GoldenFile.Deviation(moved, [.. x.Zip(y, (a, b) => b + (0.5 * a))], 1e-15, 0).Should().BeLessThanOrEqualTo(1);
        after.Should().BeApproximately(Sum(moved.Zip(z, (a, b) => a * b)), rounding);
        scaled.Should().Equal(x.Select(a => 3 * a));
        GoldenFile.Deviation(combined, [.. x.Zip(y, (a, b) => a - (2 * b))], 1e-15, 1e-15).Should().BeLessThanOrEqualTo(1);
        Blas.MaxNorm(x).Should().Be(x.Select(Math.Abs).DefaultIfEmpty().Max());
    }

    /// <summary>A sum that carries along what rounding takes from it (Neumaier).</summary>
    private static double Sum(IEnumerable<double> terms)
    {
        double sum = 0, lost = 0;
        foreach (double term in terms)
        {
            double next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return sum + lost;
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MaxNorm_NotFinite_IsNaNOrInfinity(int n)
    {
        for (int at = 0; at < n; at += Math.Max(1, n / 7))
        {
            double[] x = Points.Wave(n, 1);
            x[at] = double.NegativeInfinity;
            Blas.MaxNorm(x).Should().Be(double.PositiveInfinity);
            x[n - 1 - at] = -double.NaN;
            Blas.MaxNorm(x).Should().Be(double.NaN);
        }
    }
}
