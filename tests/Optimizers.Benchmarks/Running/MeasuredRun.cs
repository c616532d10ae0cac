using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Optimizers.Benchmarks;

/// <summary>The results of a run of benchmarks, as BenchmarkDotNet reports them or as they are kept.</summary>
internal sealed record MeasuredRun(Machine Machine, IReadOnlyList<Measurement> Measurements)
{
    // ratios of a millisecond to a nanosecond and times alike; more digits are noise
    private const int SignificantDigits = 4;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads the full JSON reports in BenchmarkDotNet's folder of artifacts.</summary>
    public static MeasuredRun Read(string folder)
    {
        string results = Path.Combine(folder, "results");
        string[] files = Directory.Exists(results) ? [.. Directory.GetFiles(results, "*-report-full.json").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"There is no *-report-full.json in {Path.GetFullPath(results)}; run benchmarks first.");
        }

        JsonNode[] reports = [.. files.Select(file => JsonNode.Parse(File.ReadAllText(file))!)];
        Measurement[] measurements = [.. reports.SelectMany(report => report["Benchmarks"]!.AsArray().Select(benchmark => ReadMeasurement(benchmark!)))];
        return new MeasuredRun(ReadMachine(reports[0]["HostEnvironmentInfo"]!, files.Max(File.GetLastWriteTimeUtc)), WithRatios(measurements));
    }

    public static MeasuredRun Load(string path) => JsonSerializer.Deserialize<MeasuredRun>(File.ReadAllText(path), Format)!;

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");

    private static Measurement ReadMeasurement(JsonNode benchmark)
    {
        string type = (string)benchmark["Type"]!, method = (string)benchmark["Method"]!, parameters = (string)benchmark["Parameters"]!;
        double least = (double?)benchmark["Statistics"]?["Min"] ?? throw new InvalidDataException(
            $"{type}.{method} {parameters} has no times: it failed or was ended. Run it again.");
        return new Measurement(type, method, parameters, Rounded(least), (long?)benchmark["Memory"]?["BytesAllocatedPerOperation"], null);
    }

    private static Measurement[] WithRatios(Measurement[] measurements)
    {
        Dictionary<(string, string), double> baselines = measurements.Where(measurement => measurement.IsBaseline)
            .ToDictionary(measurement => (measurement.Class, measurement.Parameters), measurement => measurement.LeastNanoseconds);
        return Array.ConvertAll(measurements, measurement => baselines.TryGetValue((measurement.Class, measurement.Parameters), out double baseline)
            ? measurement with { Ratio = Rounded(measurement.LeastNanoseconds / baseline) }
            : measurement);
    }

    private static Machine ReadMachine(JsonNode host, DateTime date) => new(
        (string)host["ProcessorName"]!,
        (int)host["PhysicalCoreCount"]!,
        (int)host["LogicalCoreCount"]!,
        (string)host["OsVersion"]!,
        (string)host["RuntimeVersion"]!,
        (string)host["BenchmarkDotNetVersion"]!,
        DateOnly.FromDateTime(date));

    private static double Rounded(double number)
        => double.Parse(number.ToString($"G{SignificantDigits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
