using System.Globalization;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>The value against the learning rate, with the suggestion.</summary>
public static class LearningRatePlot
{
    /// <summary>Draws a search.</summary>
    /// <param name="search">What a <see cref="LearningRateFinder"/> saw; at least one rate.</param>
    /// <returns>The figure; values far above the first are cut off, for they show only that the rate is too high.</returns>
    /// <exception cref="ArgumentException">No rate was tried.</exception>
    public static Figure Of(LearningRateSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Rates.Count == 0)
        {
            throw new ArgumentException("There is nothing to draw: no rate was tried.", nameof(search));
        }

        var plot = new Plot();
        var line = plot.Add.ScatterLine(search.Rates.Zip(search.Values, (rate, value) => new Coordinates(Math.Log10(rate), value)).ToArray());
        line.LineWidth = 2;
        var suggestion = plot.Add.VerticalLine(Math.Log10(search.Suggestion), 2, Colors.C1, LinePattern.Dashed);
        suggestion.LegendText = string.Create(CultureInfo.InvariantCulture, $"suggestion {search.Suggestion:G3}");
        suggestion.EnableAutoscale = true;

        double first = search.Values[0], lowest = search.Values.Min(), margin = Math.Max(first - lowest, 1e-12);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(lowest - (0.1 * margin), first + (0.5 * margin));
        plot.Axes.Bottom.TickGenerator = LogarithmicAxis.Ticks();
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot).WithTitle("Value against learning rate").WithAxes("learning rate (logarithmic)", "value");
    }
}
