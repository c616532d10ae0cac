using System.Text.Json;

namespace Optimizers.Tests;

/// <summary>The reference files beside the tests.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string path)
    {
        // Python writes infinity as a word; a number that is too large reads as one
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", path)).Replace("Infinity", "1e999", StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    public static double[][] Rows(this JsonElement array) => [.. array.EnumerateArray().Select(Doubles)];

    /// <summary>The largest deviation in units of what is allowed: at most 1 when all agree.</summary>
    public static double Deviation(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double relative, double absolute)
    {
        actual.Length.Should().Be(expected.Length);
        double largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double deviation = Math.Abs(actual[i] - expected[i]) / Math.Max(relative * Math.Abs(expected[i]), absolute);
            largest = double.IsNaN(deviation) ? double.NaN : Math.Max(largest, deviation);
        }

        return largest;
    }
}
