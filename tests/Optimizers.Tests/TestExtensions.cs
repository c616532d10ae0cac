namespace Optimizers.Tests;

internal static class TestExtensions
{
    /// <summary>A vector of zeros on first use.</summary>
    public static double[] GetOrAdd(this Dictionary<string, double[]> memory, string name, int length)
    {
        if (!memory.TryGetValue(name, out double[]? vector))
        {
            memory[name] = vector = new double[length];
        }

        return vector;
    }
}
