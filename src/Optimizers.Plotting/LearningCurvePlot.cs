using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>The losses of training and validation over the epochs: where they part, the model begins to learn its data by heart.</summary>
public static class LearningCurvePlot
{
    /// <summary>Draws two curves.</summary>
    /// <param name="training">The losses on the data of the training from epoch 0 on, at least one.</param>
    /// <param name="validation">The losses on data held out, as many.</param>
    /// <param name="best">The epoch to be marked as the best, counted from 0; or null.</param>
    /// <returns>The figure, with a legend; the axis of losses is as that of <see cref="LossPlot"/>.</returns>
    /// <exception cref="ArgumentException">The numbers of losses differ or are 0, one is not finite, or the best epoch is none of theirs.</exception>
    public static Figure Of(IReadOnlyList<double> training, IReadOnlyList<double> validation, int? best = null)
    {
        double[][] curves = Drawable.Columns((nameof(training), training), (nameof(validation), validation));
        if (best < 0 || best >= validation.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(best), Invariant($"The best epoch is {best}; it must be from 0 to {validation.Count - 1}."));
        }

        Figure figure = LossPlot.Of(("training", training), ("validation", validation));
        if (best is { } epoch)
        {
            double loss = validation[epoch];
            var mark = figure.Plot.Add.Marker(
                epoch, LogarithmicAxis.Suits([.. curves[0], .. curves[1]]) ? Math.Log10(loss) : loss, MarkerShape.FilledDiamond, 13, Colors.C3);
            mark.LegendText = Invariant($"best epoch: {epoch}");
        }

        // between the descent at the left and the overfitting at the right
        figure.Plot.Legend.Alignment = Alignment.UpperCenter;
        figure.Plot.XLabel("epoch");
        return figure.WithTitle("Learning curve");
    }
}
