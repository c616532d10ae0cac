using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>The contours of a function of two variables, with the paths of runs over them.</summary>
public static class ContourPlot
{
    private const int Cells = 160;
    private const int Levels = 14;

    // not the blue of the shading
    private static readonly Color[] PathColors = [Colors.C1, Colors.C3, Colors.C2, Colors.C4, Colors.C5, Colors.Black];

    /// <summary>Draws contours around a path.</summary>
    /// <param name="function">A function of two coordinates.</param>
    /// <param name="path">The points of a run in order, two coordinates each.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The function does not have two coordinates, or the path is empty or has another number of them.</exception>
    public static Figure Of(IDifferentiableFunction function, IReadOnlyList<double[]> path) => Of(function, ("", path));

    /// <summary>Draws contours around the paths of several runs.</summary>
    /// <param name="function">A function of two coordinates.</param>
    /// <param name="paths">The label of each run and its points in order, two coordinates each.</param>
    /// <returns>The figure, with a legend of the labels. The levels are chosen so that each band covers as much of the picture as any other.</returns>
    /// <exception cref="ArgumentException">The function does not have two coordinates, or a path is empty or has another number of them.</exception>
    public static Figure Of(IDifferentiableFunction function, params IReadOnlyList<(string Label, IReadOnlyList<double[]> Points)> paths)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(paths);
        if (function.Dimension != 2)
        {
            throw new ArgumentException(Invariant($"The function has {function.Dimension} coordinates; contours need 2."), nameof(function));
        }

        if (paths.Count == 0 || paths.Any(path => path.Points.Count == 0 || path.Points.Any(point => point.Length != 2 || !point.All(double.IsFinite))))
        {
            throw new ArgumentException("Each path needs at least one point, and each point two finite coordinates.", nameof(paths));
        }

        (double left, double right) = Range(paths, 0);
        (double bottom, double top) = Range(paths, 1);
        var plot = new Plot();
        AddContours(plot, function, left, right, bottom, top);
        foreach ((int index, (string label, IReadOnlyList<double[]> points)) in paths.Index())
        {
            AddPath(plot, index, label, points);
        }

        plot.Axes.SetLimits(left, right, bottom, top);
        plot.HideGrid();
        if (paths.Any(path => path.Label.Length > 0))
        {
            plot.ShowLegend(Alignment.UpperRight);
        }

        return new Figure(plot).WithTitle("Contours and path").WithAxes("x", "y");
    }

    /// <summary>Draws contours around the paths of compared optimizers.</summary>
    /// <param name="function">The function that was compared on, of two coordinates.</param>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The figure, with a legend.</returns>
    /// <exception cref="ArgumentException">The function does not have two coordinates, or is not the one compared on.</exception>
    public static Figure Of(IDifferentiableFunction function, OptimizerComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Of(function, [.. comparison.Runs.Select(run => (run.Label, run.Path))]);
    }

    private static void AddContours(Plot plot, IDifferentiableFunction function, double left, double right, double bottom, double top)
    {
        var grid = new Coordinates3d[Cells + 1, Cells + 1];
        double[,] ranks = new double[Cells + 1, Cells + 1];
        for (int row = 0; row <= Cells; row++)
        {
            double y = top - ((top - bottom) * row / Cells);
            for (int column = 0; column <= Cells; column++)
            {
                double x = left + ((right - left) * column / Cells);
                double value = function.Evaluate([x, y]);
                grid[row, column] = new Coordinates3d(x, y, value);
            }
        }

        double[] sorted = [.. grid.Cast<Coordinates3d>().Select(cell => cell.Z).Where(double.IsFinite).Order()];
        for (int row = 0; row <= Cells; row++)
        {
            for (int column = 0; column <= Cells; column++)
            {
                int rank = Array.BinarySearch(sorted, grid[row, column].Z);
                ranks[row, column] = Math.Abs(rank) / (double)Math.Max(1, sorted.Length);
            }
        }

        var shade = plot.Add.Heatmap(ranks);
        shade.Colormap = new ScottPlot.Colormaps.Blues().Reversed();
        shade.Opacity = 0.55;
        shade.Smooth = true;
        shade.Position = new CoordinateRect(left, right, bottom, top);

        var lines = plot.Add.ContourLines(grid);
        lines.ContourLineLevels = [.. Enumerable.Range(1, Levels).Select(level => sorted[(sorted.Length - 1) * level / (Levels + 1)]).Distinct()];
        lines.LabelStyle.IsVisible = false;
        lines.LineColor = Colors.SteelBlue;
        lines.LineWidth = 1;
        lines.Update(grid);
    }

    private static void AddPath(Plot plot, int index, string label, IReadOnlyList<double[]> points)
    {
        Color color = PathColors[index % PathColors.Length];
        var line = plot.Add.Scatter(points.Select(point => point[0]).ToArray(), points.Select(point => point[1]).ToArray(), color);
        line.LineWidth = 2;
        line.MarkerSize = points.Count > 100 ? 0 : 5;
        line.LegendText = label;
        plot.Add.Marker(points[0][0], points[0][1], MarkerShape.FilledSquare, 10, color);
        plot.Add.Marker(points[^1][0], points[^1][1], MarkerShape.FilledDiamond, 13, color);
    }

    /// <summary>What the paths cover along an axis, with a margin.</summary>
    private static (double Low, double High) Range(IReadOnlyList<(string Label, IReadOnlyList<double[]> Points)> paths, int axis)
    {
        double low = paths.Min(path => path.Points.Min(point => point[axis])), high = paths.Max(path => path.Points.Max(point => point[axis]));
        double margin = high > low ? 0.25 * (high - low) : Math.Max(1, Math.Abs(low));
        return (low - margin, high + margin);
    }
}
