using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>Residuals, target − prediction, against the predictions: without structure where the model is right.</summary>
public static class ResidualPlot
{
    /// <summary>Draws the residuals.</summary>
    /// <param name="predictions">ŷ, n.</param>
    /// <param name="targets">y, n.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not finite.</exception>
    public static Figure Of(Vector<double> predictions, Vector<double> targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (predictions.Count != targets.Count || targets.Count == 0)
        {
            throw new ArgumentException($"There are {predictions.Count} predictions and {targets.Count} targets; they must be as many, and at least one.", nameof(targets));
        }

        double[][] columns = Drawable.Columns((nameof(predictions), predictions), (nameof(targets), targets));
        var plot = new Plot();
        var zero = plot.Add.HorizontalLine(0, 1, Colors.Gray, LinePattern.Dashed);
        zero.EnableAutoscale = true;
        var points = plot.Add.ScatterPoints(columns[0], (targets - predictions).ToArray(), Colors.C0.WithAlpha(0.7));
        points.MarkerSize = 5;
        return new Figure(plot).WithTitle("Residuals against predictions").WithAxes("prediction", "residual (target − prediction)");
    }
}
