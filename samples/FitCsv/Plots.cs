using Optimizers;
using Optimizers.Plotting;

/// <summary>The pictures of a fit: losses, residuals of what is no class, and a line if there is one.</summary>
internal static class Plots
{
    public static void Save(FitOptions options, Samples training, Samples shown, FittedModel model)
    {
        options.Plots.Create();
        string rows = ReferenceEquals(shown, training) ? "training rows" : "rows held out";
        List<(string File, Figure Figure)> figures = [("loss.png", LossPlot.Of(model.LossHistory).WithTitle($"{options.Data.Name}: loss over the steps"))];
        if (model is FittedLine { Model: { Loss.Link: not Link.Logit } line })
        {
            figures.Add(("residuals.png", ResidualPlot.Of(shown.Y, line.Predict(shown.X)).WithTitle($"{options.Data.Name}: residuals of the {rows}")
                .WithAxes($"prediction of {training.Target}", "residual (target − prediction)")));
            if (line is { Loss.Link: Link.Identity, FeatureNames: [var name] })
            {
                figures.Add(("line.png", FitPlot.Of(training.X.Column(0), training.Y, line)
                    .WithTitle($"{options.Data.Name}: data and fitted line").WithAxes(name, training.Target)));
            }
        }

        foreach ((string file, Figure figure) in figures)
        {
            figure.SavePng(Path.Combine(options.Plots.FullName, file));
        }

        Console.WriteLine($"Plots: {string.Join(", ", figures.Select(figure => figure.File))} in {options.Plots.FullName}");
    }
}
