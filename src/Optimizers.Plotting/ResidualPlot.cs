using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>Residuals, target − prediction, against the predictions: without structure where the model is right.</summary>
public static class ResidualPlot
{
    /// <summary>Draws the residuals.</summary>
    /// <param name="actual">y, n.</param>
    /// <param name="predicted">ŷ, n.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not finite.</exception>
    public static Figure Of(Vector<double> actual, Vector<double> predicted)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        if (predicted.Count != actual.Count || actual.Count == 0)
        {
            throw new ArgumentException(
                $"There are {predicted.Count} predictions and {actual.Count} targets; they must be as many, and at least one.", nameof(actual));
        }

        double[][] columns = Drawable.Columns((nameof(predicted), predicted), (nameof(actual), actual));
        var plot = new Plot();
        var zero = plot.Add.HorizontalLine(0, 1, Colors.Gray, LinePattern.Dashed);
        zero.EnableAutoscale = true;
        var points = plot.Add.ScatterPoints(columns[0], (actual - predicted).ToArray(), Colors.C0.WithAlpha(0.7));
        points.MarkerSize = 5;
        return new Figure(plot).WithTitle("Residuals against predictions").WithAxes("prediction", "residual (target − prediction)");
    }
}
