using ScottPlot;

namespace Optimizers.Plotting;

/// <summary>A picture ready to be saved; needs no display, but for its words a font installed on the machine.</summary>
/// <example><code>LossPlot.Of(model.LossHistory).WithTitle("SGD on diabetes").SavePng("loss.png");</code></example>
public sealed class Figure
{
    internal Figure(Plot plot) => Plot = plot;

    /// <summary>The ScottPlot plot, for whatever else is to be changed.</summary>
    public Plot Plot { get; }

    /// <summary>Sets the title.</summary>
    /// <param name="title">The title.</param>
    /// <returns>This figure.</returns>
    public Figure WithTitle(string title)
    {
        Plot.Title(title);
        return this;
    }

    /// <summary>Names the axes; say the unit too.</summary>
    /// <param name="x">What is along the horizontal axis.</param>
    /// <param name="y">What is along the vertical axis.</param>
    /// <returns>This figure.</returns>
    public Figure WithAxes(string x, string y)
    {
        Plot.XLabel(x);
        Plot.YLabel(y);
        return this;
    }

    /// <summary>Saves the figure as PNG.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    public void SavePng(string path, int width = 900, int height = 600) => Plot.SavePng(Check(path, width, height), width, height);

    /// <summary>Saves the figure as SVG.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    public void SaveSvg(string path, int width = 900, int height = 600) => Plot.SaveSvg(Check(path, width, height), width, height);

    private static string Check(string path, int width, int height)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return path;
    }
}
