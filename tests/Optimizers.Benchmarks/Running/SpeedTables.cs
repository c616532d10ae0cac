using System.Globalization;
using System.Text;

namespace Optimizers.Benchmarks;

/// <summary>A run as tables to read, one for each class: parameters down, ours and peers across.</summary>
internal static class SpeedTables
{
    private const string TrafficNote =
        "The copy also fetches the lines that it overwrites, which is not counted: a step, which reads all that it writes, can be above it.\n\n";

    public static string Of(MeasuredRun run)
    {
        var text = new StringBuilder($"# Speed\n\n{run.Machine}. Time, the least of the iterations since a neighbour on the machine can only add to it, "
            + "and allocated bytes of one operation; a ratio is ours over the baseline of the same row, below 1 where ours is faster.\n");
        foreach (IGrouping<string, Measurement> table in run.Measurements.GroupBy(measurement => measurement.Class))
        {
            Append(text, table.Key, [.. table]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, Measurement[] measurements)
    {
        Measurement[] methods = [.. measurements.DistinctBy(measurement => measurement.Method)];
        string? baseline = methods.FirstOrDefault(method => method.IsBaseline)?.Method;
        string[] compared = baseline is null ? [] : [.. methods.Where(method => method.IsOurs).Select(method => method.Method)];
        bool isTraffic = name == nameof(RuleTrafficBenchmarks);

        string[] header =
        [
            .. Parameters(measurements[0]).Select(parameter => parameter.Name),
            .. methods.Select(method => method.Method),
            .. compared.Select(ours => $"{ours} / {baseline}"),
            .. isTraffic ? new[] { "GB/s", "of copy" } : [],
        ];
        text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{(isTraffic ? TrafficNote : "")}{Row(header)}{Row(header.Select(_ => "---"))}");
        foreach (IGrouping<string, Measurement> row in measurements.GroupBy(measurement => measurement.Parameters))
        {
            Dictionary<string, Measurement> cells = row.ToDictionary(measurement => measurement.Method);
            text.Append(Row(
            [
                .. Parameters(row.First()).Select(parameter => parameter.Value),
                .. methods.Select(method => Cell(cells.GetValueOrDefault(method.Method))),
                .. compared.Select(ours => cells.GetValueOrDefault(ours)?.Ratio is { } ratio ? Quantity.Number(ratio) : ""),
                .. isTraffic ? Traffic(Parameters(row.First())[0].Value, cells) : [],
            ]));
        }
    }

    private static string[] Traffic(string rule, Dictionary<string, Measurement> cells)
    {
        double step = RuleTrafficBenchmarks.BytesOfStep(rule) / cells[nameof(RuleTrafficBenchmarks.Step)].LeastNanoseconds;
        double copy = RuleTrafficBenchmarks.BytesOfCopy / cells[nameof(RuleTrafficBenchmarks.Copy)].LeastNanoseconds;
        return [Quantity.Number(step), (step / copy).ToString("P0", CultureInfo.InvariantCulture)];
    }

    private static (string Name, string Value)[] Parameters(Measurement measurement)
        => [.. measurement.Parameters.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    private static string Cell(Measurement? measurement) => measurement switch
    {
        null => "",
        { AllocatedBytes: { } bytes } => $"{Quantity.Time(measurement.LeastNanoseconds)}, {Quantity.Bytes(bytes)}",
        _ => Quantity.Time(measurement.LeastNanoseconds),
    };

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
