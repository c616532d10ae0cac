namespace Optimizers.Tests;

internal static class TestExtensions
{
    /// <summary>A vector of a value on first use.</summary>
    public static double[] GetOrAdd(this Dictionary<string, double[]> memory, string name, int length, double value = 0)
        => memory.GetOrAdd(name, length, Enumerable.Repeat(value, length).ToArray());

    /// <summary>A copy of a vector on first use.</summary>
    public static double[] GetOrAdd(this Dictionary<string, double[]> memory, string name, int length, double[] first)
    {
        first.Length.Should().Be(length);
        if (!memory.TryGetValue(name, out double[]? vector))
        {
            memory[name] = vector = [.. first];
        }

        return vector;
    }
}
