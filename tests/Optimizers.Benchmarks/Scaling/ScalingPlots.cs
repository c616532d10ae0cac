using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Optimizers.Benchmarks;

/// <summary>The pictures of <see cref="ScalingReport"/>, both axes logarithmic.</summary>
internal static class ScalingPlots
{
    private const int Width = 900, Height = 600;

    public static void Save(IReadOnlyList<SampleScaling> rows, string path) => Save(
        path,
        "Time for each sample against their number, 16 features",
        "samples n",
        "time for each sample [ns]",
        ("value and gradient", Points(rows, row => row.Samples, row => row.Evaluation)),
        ("epoch, batches of 10, as given", Points(rows, row => row.Samples, row => row.EpochAsGiven)),
        ("epoch, batches of 10, reshuffled", Points(rows, row => row.Samples, row => row.EpochReshuffled)));

    public static void Save(IReadOnlyList<FeatureScaling> rows, string path) => Save(
        path,
        "Time for each number of X against the features, 4 000 000 numbers",
        "features d",
        "time for each number [ns]",
        ("value and gradient", Points(rows, row => row.Features, row => row.Evaluation)));

    private static Coordinates[] Points<T>(IEnumerable<T> rows, Func<T, double> x, Func<T, double> y)
        => [.. rows.Select(row => new Coordinates(Math.Log10(x(row)), Math.Log10(y(row))))];

    private static void Save(string path, string title, string x, string y, params (string Label, Coordinates[] Points)[] lines)
    {
        var plot = new Plot();
        foreach ((string label, Coordinates[] points) in lines)
        {
            var line = plot.Add.Scatter(points);
            (line.LineWidth, line.MarkerSize, line.LegendText) = (2, 7, label);
        }

        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
        plot.Axes.Bottom.TickGenerator = Ticks(lines.SelectMany(line => line.Points).Select(point => point.X));
        plot.Axes.Left.TickGenerator = Ticks(lines.SelectMany(line => line.Points).Select(point => point.Y));
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(path, Width, Height);
    }

    // a line may stay within one decade, so that powers of ten alone would leave an axis bare
    private static NumericManual Ticks(IEnumerable<double> logarithms)
    {
        double[] places = [.. logarithms];
        double[] steps = places.Max() - places.Min() > 3 ? [1] : [1, 2, 5];
        var ticks = new NumericManual();
        for (double power = Math.Floor(places.Min()); power <= Math.Ceiling(places.Max()); power++)
        {
            foreach (double step in steps)
            {
                double place = step * Math.Pow(10, power);
                ticks.AddMajor(Math.Log10(place), place.ToString("#,0.###", CultureInfo.InvariantCulture));
            }
        }

        return ticks;
    }
}
