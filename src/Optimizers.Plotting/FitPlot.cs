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
    /// <exception cref="ArgumentException">x and y differ in length or are empty, or the model has more than one feature.</exception>
    public static Figure Of(Vector<double> x, Vector<double> y, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(model);
        if (x.Count != y.Count || x.Count == 0)
        {
            throw new ArgumentException($"x has {x.Count} entries and y has {y.Count}; they must be as many, and at least one.", nameof(y));
        }

        var plot = new Plot();
        var data = plot.Add.ScatterPoints(x.ToArray(), y.ToArray(), Colors.Gray.WithAlpha(0.6));
        data.LegendText = "data";
        data.MarkerSize = 5;

        Vector<double> ends = Vector<double>.Build.Dense([x.Minimum(), x.Maximum()]);
        var line = plot.Add.ScatterLine(ends.ToArray(), model.Predict(ends).ToArray(), Colors.C1);
        line.LegendText = model.ToString();
        line.LineWidth = 3;

        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot).WithTitle("Data and fitted line").WithAxes("x", "y");
    }
}
