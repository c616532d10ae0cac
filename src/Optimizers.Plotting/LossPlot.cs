using ScottPlot;
using ScottPlot.TickGenerators;

namespace Optimizers.Plotting;

/// <summary>The loss over the iterations of one run or of several, on a logarithmic axis.</summary>
/// <remarks>Values that are not above 0 cannot be on a logarithmic axis: with any of them the axis is linear.</remarks>
public static class LossPlot
{
    /// <summary>Draws the losses of one run.</summary>
    /// <param name="losses">The losses from iteration 0 on, such as <c>LinearModel.LossHistory</c>; at least one.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There are no losses, or one is not finite.</exception>
    public static Figure Of(IReadOnlyList<double> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return Draw([(null, [.. losses.Select((loss, iteration) => new Coordinates(iteration, loss))])]);
    }

    /// <summary>Draws the losses of several runs over each other.</summary>
    /// <param name="runs">The label of each run and its losses from iteration 0 on.</param>
    /// <returns>The figure, with a legend.</returns>
    /// <exception cref="ArgumentException">There are no runs or no losses, or one is not finite.</exception>
    public static Figure Of(params IReadOnlyList<(string Label, IReadOnlyList<double> Losses)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Draw([.. runs.Select(run => (run.Label, run.Losses.Select((loss, iteration) => new Coordinates(iteration, loss)).ToArray()))]);
    }

    /// <summary>Draws the values of several runs over each other, each at the numbers of its iterations.</summary>
    /// <param name="runs">The label of each run and its result.</param>
    /// <returns>The figure, with a legend.</returns>
    /// <exception cref="ArgumentException">There are no runs or no iterations.</exception>
    public static Figure Of(params IReadOnlyList<(string Label, OptimizationResult Result)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Draw([.. runs.Select(run => (run.Label, run.Result.History.Select(iteration => new Coordinates(iteration.Number, iteration.Value)).ToArray()))]);
    }

    private static Figure Draw((string? Label, Coordinates[] Points)[] runs)
    {
        if (runs.Length == 0 || runs.Any(run => run.Points.Length == 0))
        {
            throw new ArgumentException("There is nothing to draw: every run needs at least one loss.", nameof(runs));
        }

        if (runs.SelectMany(run => run.Points).Any(point => !double.IsFinite(point.Y)))
        {
            throw new ArgumentException("A loss is not finite; only finite ones can be drawn.", nameof(runs));
        }

        var plot = new Plot();
        bool isLogarithmic = runs.All(run => run.Points.All(point => point.Y > 0));
        foreach ((string? label, Coordinates[] points) in runs)
        {
            var line = plot.Add.ScatterLine(isLogarithmic ? Array.ConvertAll(points, point => new Coordinates(point.X, Math.Log10(point.Y))) : points);
            line.LineWidth = 2;
            line.LegendText = label ?? "";
        }

        if (isLogarithmic)
        {
            plot.Axes.Left.TickGenerator = LogarithmicTicks(plot);
        }

        if (runs.Any(run => !string.IsNullOrEmpty(run.Label)))
        {
            plot.ShowLegend(Alignment.UpperRight);
        }

        return new Figure(plot).WithTitle("Loss over the iterations").WithAxes("iteration", isLogarithmic ? "loss (logarithmic)" : "loss");
    }

    /// <summary>Powers of ten where there are at least two of them, else ordinary ticks that show their own values.</summary>
    private static NumericAutomatic LogarithmicTicks(Plot plot)
    {
        plot.Axes.AutoScale();
        bool hasDecades = plot.Axes.GetLimits().Top - plot.Axes.GetLimits().Bottom >= 2;
        return new NumericAutomatic
        {
            MinorTickGenerator = hasDecades ? new LogMinorTickGenerator() : new EvenlySpacedMinorTickGenerator(1),
            IntegerTicksOnly = hasDecades,
            LabelFormatter = power => hasDecades ? $"1E{power:0}" : Math.Pow(10, power).ToString("G3", System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
