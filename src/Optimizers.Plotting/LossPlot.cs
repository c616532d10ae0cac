using ScottPlot;
using ScottPlot.TickGenerators;

namespace Optimizers.Plotting;

/// <summary>The loss over the iterations of one run or of several.</summary>
/// <remarks>The axis is logarithmic where all losses are above 0 and the largest is at least a hundred times the smallest; else it is linear.</remarks>
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

    /// <summary>Draws the values of compared optimizers over each other.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The figure, with a legend.</returns>
    public static Figure Of(OptimizerComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Of([.. comparison.Runs.Select(run => (run.Label, run.Result))]);
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
        bool isLogarithmic = LogarithmicAxis.Suits([.. runs.SelectMany(run => run.Points).Select(point => point.Y)]);
        foreach ((string? label, Coordinates[] points) in runs)
        {
            var line = plot.Add.ScatterLine(isLogarithmic ? Array.ConvertAll(points, point => new Coordinates(point.X, Math.Log10(point.Y))) : points);
            line.LineWidth = 2;
            line.LegendText = label ?? "";
        }

        if (isLogarithmic)
        {
            plot.Axes.Left.TickGenerator = LogarithmicAxis.Ticks();
        }

        if (runs.Any(run => !string.IsNullOrEmpty(run.Label)))
        {
            plot.ShowLegend(Alignment.UpperRight);
        }

        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Margins(horizontal: 0.02);
        return new Figure(plot).WithTitle("Loss over the iterations").WithAxes("iteration", isLogarithmic ? "loss (logarithmic)" : "loss");
    }
}
