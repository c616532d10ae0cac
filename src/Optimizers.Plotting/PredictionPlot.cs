using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>Predictions against the targets: on the diagonal where the model is right.</summary>
public static class PredictionPlot
{
    /// <summary>Draws the predictions.</summary>
    /// <param name="actual">y, n.</param>
    /// <param name="predicted">ŷ, n.</param>
    /// <returns>The figure, with the diagonal ŷ = y.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not finite.</exception>
    public static Figure Of(Vector<double> actual, Vector<double> predicted)
    {
        double[][] columns = Drawable.Columns((nameof(predicted), predicted), (nameof(actual), actual));
        var plot = new Plot();
        var points = plot.Add.ScatterPoints(columns[1], columns[0], Colors.C0.WithAlpha(0.6));
        points.MarkerSize = 5;

        double low = columns.Min(column => column.Min()), high = columns.Max(column => column.Max());
        double[] ends = [low, high];
        var diagonal = plot.Add.ScatterLine(ends, ends, Colors.C1);
        diagonal.LineWidth = 2;
        diagonal.LinePattern = LinePattern.Dashed;
        diagonal.LegendText = "predicted = actual";

        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot).WithTitle("Predictions against targets").WithAxes("actual", "predicted");
    }
}
