namespace Optimizers.Tests;

/// <summary>Numbers for tests that look random and are not.</summary>
internal static class Points
{
    /// <summary>n numbers between −2 and 2 that differ with the phase; every eleventh is 0.</summary>
    public static double[] Wave(int n, int phase)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = (i + phase) % 11 == 0 ? 0 : 2 * Math.Sin((1.7 * i) + (2.3 * phase));
        }

        return values;
    }
}
