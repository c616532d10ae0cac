using System.Globalization;
using Optimizers;
using Optimizers.Regression;
using Spectre.Console;

/// <summary>What a person sees of the fit, and the file of predictions.</summary>
internal static class Report
{
    public static void Write(FitOptions options, LinearRegression regression, Samples training, Samples? heldOut, FittedModel model)
    {
        if (training.Dropped.Length > 0)
        {
            string places = string.Join(", ", training.Dropped.Take(10).Select(row => row.Place)) + (training.Dropped.Length > 10 ? ", …" : "");
            Console.WriteLine(training.Dropped.Length == 1
                ? $"1 row with a blank cell was dropped ({training.Unit} {places})."
                : $"{training.Dropped.Length} rows with blank cells were dropped ({training.Unit}s {places}).");
        }

        var table = new Table().Title($"{Markup.Escape(options.Data.Name)}: {Markup.Escape(training.Target)} by {model.FeatureNames.Count} features")
            .AddColumn("feature");
        foreach (var column in model.Columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column.Name)).RightAligned());
        }

        table.AddRow(["(intercept)", .. model.Columns.Select(column => Number(column.Intercept))]);
        foreach ((int j, string name) in model.FeatureNames.Index())
        {
            table.AddRow([Markup.Escape(name), .. model.Columns.Select(column => Number(column.Coefficients[j]))]);
        }

        AnsiConsole.Write(table);
        if (options.Summary && model is FittedLine line)
        {
            Console.WriteLine($"\n{line.Model.Summary()}\n");
        }

        (string measure, string value) = model.Quality(training);
        Console.WriteLine($"{measure} on {training.Rows.Count} training rows: {value}");
        Console.WriteLine(heldOut is null ? "No rows were held out." : $"{measure} on {heldOut.Rows.Count} held-out rows: {model.Quality(heldOut).Value}");
        Console.WriteLine(regression.Penalty is null || options.Folds is not null ? $"{regression.Loss}" : $"{regression}");
        string outcome = model.Training.ToString();
        Console.WriteLine(outcome[..outcome.IndexOf(", point", StringComparison.Ordinal)]);
        if (model.Training.Reason == StopReason.NotFinite)
        {
            Console.WriteLine("The fit diverged: try a smaller --learning-rate.");
        }
    }

    public static void SavePredictions(FileInfo file, Samples all, Samples training, FittedModel model)
    {
        var trained = training.Rows.Select(row => row.Place).ToHashSet();
        CsvOutput.Write(file, [all.Unit, all.Target, "prediction", "rows"], all.Rows.Zip(model.Predict(all.Source), (row, prediction) => new[]
        {
            $"{row.Place}", all.TargetOf(row), prediction, trained.Contains(row.Place) ? "training" : "held out",
        }));
        Console.WriteLine($"Predictions: {file.FullName}");
    }

    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
