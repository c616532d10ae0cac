namespace Optimizers.Benchmarks;

/// <summary>Data of the benchmarks, the same in every run.</summary>
internal static class RandomNumbers
{
    /// <summary>Numbers of random sign and of size ½ to 3/2, so that no state made of them becomes subnormal, which would be slow.</summary>
    public static double[] Signed(int count, int seed)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            double u = random.NextDouble() - 0.5;
            numbers[i] = double.CopySign(0.5 + (2 * Math.Abs(u)), u);
        }

        return numbers;
    }
}
