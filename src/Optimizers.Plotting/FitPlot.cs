using MathNet.Numerics.LinearAlgebra;
using Optimizers.Regression;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>Data of one feature with the line that was fitted to it.</summary>
public static class FitPlot
{
    /// <summary>Draws data and line.</summary>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="model">A model of one feature.</param>
    /// <returns>The figure, with a legend that gives the line's formula.</returns>
    /// <exception cref="ArgumentException">x and y differ in length or are empty, an entry is not finite, or the model has more than one feature.</exception>
    public static Figure Of(Vector<double> x, Vector<double> y, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        double[][] columns = Drawable.Columns((nameof(x), x), (nameof(y), y));
        Vector<double> ends = Vector<double>.Build.Dense([x.Minimum(), x.Maximum()]);
        var plot = new Plot();
        AddData(plot, columns[0], columns[1]);
        AddLine(plot, ends.ToArray(), model.Predict(ends).ToArray(), model.ToString());
        return Finish(plot);
    }

    /// <summary>Draws data, a line or curve, and how sure it is.</summary>
    /// <param name="x">The feature, n, in any order.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="fitted">The model's prediction at each x, n.</param>
    /// <param name="low">Where the band of confidence of the prediction begins, n.</param>
    /// <param name="high">Where it ends, n, not below <paramref name="low"/>.</param>
    /// <param name="prediction">The same of the band in which new targets are expected, or null.</param>
    /// <returns>The figure, with a legend.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, an entry is not finite, or a band ends below where it begins.</exception>
    public static Figure Of(
        Vector<double> x, Vector<double> y, Vector<double> fitted, Vector<double> low, Vector<double> high, (Vector<double> Low,
            Vector<double> High)? prediction = null)
    {
        double[][] columns = Drawable.Columns((nameof(x), x), (nameof(y), y), (nameof(fitted), fitted), (nameof(low), low), (nameof(high), high));
        int[] order = [.. Enumerable.Range(0, x.Count).OrderBy(i => columns[0][i])];
        double[] sorted = Sorted(columns[0], order);
        var plot = new Plot();
        if (prediction is { } wide)
        {
            double[][] band = Drawable.Columns((nameof(x), x), ("prediction.Low", wide.Low), ("prediction.High", wide.High));
            AddBand(plot, sorted, Sorted(band[1], order), Sorted(band[2], order), 0.15, "prediction band", nameof(prediction));
        }

        AddBand(plot, sorted, Sorted(columns[3], order), Sorted(columns[4], order), 0.35, "confidence band", nameof(high));
        AddData(plot, columns[0], columns[1]);
        AddLine(plot, sorted, Sorted(columns[2], order), "fit");
        return Finish(plot);
    }

    private static double[] Sorted(double[] values, int[] order) => Array.ConvertAll(order, i => values[i]);

    private static void AddData(Plot plot, double[] x, double[] y)
    {
        var data = plot.Add.ScatterPoints(x, y, Colors.Gray.WithAlpha(0.6));
        data.LegendText = "data";
        data.MarkerSize = 5;
    }

    private static void AddLine(Plot plot, double[] x, double[] y, string label)
    {
        var line = plot.Add.ScatterLine(x, y, Colors.C1);
        line.LegendText = label;
        line.LineWidth = 3;
        // the corner that the line leaves free
        plot.ShowLegend(y[^1] >= y[0] ? Alignment.UpperLeft : Alignment.UpperRight);
    }

    private static void AddBand(Plot plot, double[] x, double[] low, double[] high, double opacity, string label, string name)
    {
        if (low.Zip(high).Any(ends => ends.Second < ends.First))
        {
            throw new ArgumentException($"The {label} ends below where it begins.", name);
        }

        var band = plot.Add.FillY(x, low, high);
        band.FillColor = Colors.C1.WithAlpha(opacity);
        band.LineWidth = 0;
        band.LegendText = label;
    }

    private static Figure Finish(Plot plot) => new Figure(plot).WithTitle("Data and fitted line").WithAxes("x", "y");
}
