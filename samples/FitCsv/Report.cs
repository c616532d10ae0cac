using System.Globalization;
using CsvHelper;
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Regression;
using Spectre.Console;

/// <summary>What a person sees of the fit, and the file of predictions.</summary>
internal static class Report
{
    public static void Write(FitOptions options, DesignMatrix all, DesignMatrix training, DesignMatrix? heldOut, LinearModel model)
    {
        if (all.DroppedLines.Length > 0)
        {
            string lines = string.Join(", ", all.DroppedLines.Take(10)) + (all.DroppedLines.Length > 10 ? ", …" : "");
            AnsiConsole.WriteLine($"{all.DroppedLines.Length} rows with blank cells were dropped (lines {lines}).");
        }

        var table = new Table().Title($"{Markup.Escape(options.Data.Name)}: {Markup.Escape(training.Target)} by {training.Names.Length} features")
            .AddColumn("feature").AddColumn(new TableColumn($"coefficient ({Markup.Escape(training.Target)} per unit)").RightAligned());
        table.AddRow("(intercept)", Number(model.Intercept));
        for (int j = 0; j < training.Names.Length; j++)
        {
            table.AddRow(Markup.Escape(training.Names[j]), Number(model.Coefficients[j]));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"R² on {training.Y.Count} training rows: {Number(model.Score(training.X, training.Y))}");
        AnsiConsole.WriteLine(heldOut is null ? "No rows were held out." : $"R² on {heldOut.Y.Count} held-out rows: {Number(model.Score(heldOut.X, heldOut.Y))}");
        AnsiConsole.WriteLine($"{options.Loss}");
        string outcome = model.Training.ToString();
        AnsiConsole.WriteLine(outcome[..outcome.IndexOf(", point", StringComparison.Ordinal)]);
        if (model.Training.Reason == StopReason.NotFinite)
        {
            AnsiConsole.WriteLine("The fit diverged: try a smaller --learning-rate.");
        }
    }

    public static void SavePredictions(FileInfo file, DesignMatrix all, DesignMatrix training, LinearModel model)
    {
        var trained = training.Lines.ToHashSet();
        Vector<double> predictions = model.Predict(all.X);
        using CsvWriter writer = CsvWriter.ToFile(file.FullName);
        writer.WriteHeader(["line", all.Target, "prediction", "rows"]);
        for (int i = 0; i < predictions.Count; i++)
        {
            writer.WriteField(all.Lines[i]);
            writer.WriteField(all.Y[i]);
            writer.WriteField(predictions[i]);
            writer.WriteField(trained.Contains(all.Lines[i]) ? "training" : "held out");
            writer.EndRecord();
        }

        AnsiConsole.WriteLine($"Predictions: {file.FullName}");
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
