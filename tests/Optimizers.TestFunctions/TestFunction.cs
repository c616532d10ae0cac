using System.Text.Json;

namespace Optimizers.TestFunctions;

/// <summary>One of the problems of Moré, Garbow and Hillstrom with its reference numbers.</summary>
/// <param name="Id">M01 … M35c.</param>
/// <param name="Name">The name in the paper.</param>
/// <param name="Function">The sum of squares, with exact Jacobian.</param>
/// <param name="Reverse">The same by the tape.</param>
/// <param name="Start">The standard start.</param>
/// <param name="StartValue">f at the start.</param>
/// <param name="StartGradient">∇f at the start.</param>
/// <param name="Minimum">A minimizer; null where it is not unique.</param>
/// <param name="MinimumValue">The least value.</param>
/// <param name="OtherStationaryValues">Values of other stationary points to which a descent may lead.</param>
public sealed record TestFunction(
    string Id, string Name, IResidualFunction Function, IDifferentiableFunction Reverse, double[] Start, double StartValue, double[] StartGradient,
    double[]? Minimum, double MinimumValue, double[] OtherStationaryValues)
{
    /// <summary>All problems in all their sizes.</summary>
    public static IReadOnlyList<TestFunction> All { get; } = [.. Read()];

    /// <summary>Whether a value is as low as the least, or as that of a known stationary point.</summary>
    public bool IsSolvedBy(double value)
        => OtherStationaryValues.Append(MinimumValue).Any(least => Math.Abs(value - least) <= 1e-8 * Math.Max(1, Math.Abs(least)) || value < MinimumValue);

    public override string ToString() => $"{Id} {Name}";

    private static IEnumerable<TestFunction> Read()
    {
        using Stream stream = typeof(TestFunction).Assembly.GetManifestResourceStream("test_functions.json")!;
        using var document = JsonDocument.Parse(stream);
        foreach (JsonProperty item in document.RootElement.EnumerateObject())
        {
            JsonElement data = item.Value;
            double[] start = Doubles(data.GetProperty("x0"));
            (IResidualFunction function, IDifferentiableFunction reverse) = MoreGarbowHillstrom.Create(item.Name, start.Length);
            yield return new TestFunction(
                item.Name, data.GetProperty("name").GetString()!, function, reverse, start, data.GetProperty("f0").GetDouble(), Doubles(data.GetProperty("g0")),
                data.GetProperty("xstar").ValueKind == JsonValueKind.Null ? null : Doubles(data.GetProperty("xstar")), data.GetProperty("fstar").GetDouble(),
                MoreGarbowHillstrom.OtherStationaryValues.GetValueOrDefault(item.Name) ?? []);
        }

        static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
    }
}
