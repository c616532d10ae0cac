using Optimizers.Data;
using Optimizers.Regression;

/// <summary>Predicts the rows of a file by a saved model, which knows the columns and categories that it was fitted to.</summary>
internal static class PredictCommand
{
    public static void Run(FileInfo model, FileInfo data, FileInfo output)
    {
        TableSource source = data.Extension.Equals(".parquet", StringComparison.OrdinalIgnoreCase)
            ? ParquetSource.Open(data.FullName)
            : CsvSource.Open(data.FullName);
        IReadOnlyList<string> predictions = Load(model.FullName).Predict(source);
        CsvOutput.Write(output, ["row", "prediction"], predictions.Select((prediction, row) => new[] { $"{row}", prediction }));
        Console.WriteLine($"Predictions of {predictions.Count} rows: {output.FullName}");
    }

    /// <summary>Loads a model of the kind that its file names.</summary>
    private static FittedModel Load(string path) => File.ReadAllText(path).Contains($"\"{nameof(MultiTargetLinearModel)}\"", StringComparison.Ordinal)
        ? new FittedClasses(MultiTargetLinearModel.Load(path))
        : new FittedLine(LinearModel.Load(path), "target");
}
