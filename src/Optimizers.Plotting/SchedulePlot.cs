using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>Schedules over the steps.</summary>
public static class SchedulePlot
{
    /// <summary>Draws schedules over each other.</summary>
    /// <param name="steps">The number of steps to draw, at least 1.</param>
    /// <param name="schedules">The label of each schedule, and the schedule.</param>
    /// <returns>The figure, with a legend.</returns>
    /// <exception cref="ArgumentException">There are no schedules or no steps.</exception>
    public static Figure Of(int steps, params IReadOnlyList<(string Label, Schedule Schedule)> schedules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentNullException.ThrowIfNull(schedules);
        if (schedules.Count == 0)
        {
            throw new ArgumentException("There is nothing to draw: at least one schedule is needed.", nameof(schedules));
        }

        var plot = new Plot();
        foreach ((string label, Schedule schedule) in schedules)
        {
            var line = plot.Add.ScatterLine(Enumerable.Range(0, steps).Select(step => new Coordinates(step, schedule.At(step))).ToArray());
            line.LineWidth = 2;
            line.LegendText = label;
        }

        plot.Axes.Margins(horizontal: 0.02);
        plot.ShowLegend(Edge.Right);
        return new Figure(plot).WithTitle("Schedules").WithAxes("step", "value");
    }
}
