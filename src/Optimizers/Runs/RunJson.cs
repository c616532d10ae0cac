using System.Text.Json;
using System.Text.RegularExpressions;

namespace Optimizers;

/// <summary>The JSON form of a run, version 1. A number that is not finite, as a value not yet known is, is null.</summary>
internal sealed partial record RunJson
{
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required string Optimizer { get; init; }

    public required string? Batches { get; init; }

    public required bool Maximize { get; init; }

    public required int Number { get; init; }

    public required StopReason Reason { get; init; }

    public required int? NotFiniteCoordinate { get; init; }

    public required long Evaluations { get; init; }

    public required long ElapsedTicks { get; init; }

    public required RunPointJson Current { get; init; }

    public required RunPointJson? Best { get; init; }

    public required double[] Gradient { get; init; }

    public double[]? Start { get; init; }

    public double? FirstTestedValue { get; init; }

    public bool HasRisen { get; init; }

    public GradientFinding? Finding { get; init; }

    public StationaryJson? Stationary { get; init; }

    public required double? LastTestedValue { get; init; }

    public required double[] LastTestedPoint { get; init; }

    public required OptimizerStateJson State { get; init; }

    public required PlateauJson? Plateau { get; init; }

    public required SupervisionJson? Supervision { get; init; }

    public required HistoryJson History { get; init; }

    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The types in a description, without their settings: what must be the same in the run that goes on.</summary>
    public static string KindOf(string description) => string.Join(", ", TypeName().Matches(description).Select(match => match.Groups[1].Value));

    public static RunJson Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        RunJson? data;
        try
        {
            data = JsonSerializer.Deserialize(json, RunJsonContext.Default.RunJson);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The text is not a saved run: {e.Message}", e);
        }

        return data is null ? throw new FormatException("The text is not a saved run: it is null.")
            : data.Version != CurrentVersion ? throw new FormatException(
                Invariant($"The saved run has version {data.Version}; this library reads version {CurrentVersion}."))
            : data;
    }

    public string Write()
    {
        try
        {
            return JsonSerializer.Serialize(this, RunJsonContext.Default.RunJson);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException("The run cannot be saved: its state holds a number that is NaN or infinite.", e);
        }
    }

    /// <summary>Refuses vectors of another length than the point's.</summary>
    public void CheckLengths(int dimension, int tested)
    {
        Check(Current.X, dimension, "current.x");
        Check(Best?.X, dimension, "best.x");
        Check(Gradient, dimension, "gradient");
        Check(Start, dimension, "start");
        Check(Supervision?.Point, dimension, "supervision.point");
        Check(LastTestedPoint, tested, "lastTestedPoint");

        static void Check(double[]? vector, int expected, string name)
        {
            if (vector is not null && vector.Length != expected)
            {
                throw new FormatException(Invariant($"The saved run has {vector.Length} numbers in {name}; {expected} are needed."));
            }
        }
    }

    [GeneratedRegex(@"(\w+) \{")]
    private static partial Regex TypeName();
}
