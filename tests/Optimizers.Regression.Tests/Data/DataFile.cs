using CsvHelper;

namespace Optimizers.Regression.Tests;

/// <summary>The data sets beside the tests.</summary>
internal static class DataFile
{
    /// <summary>The columns of a file, text as it stands.</summary>
    public static string[] Columns(string file)
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).First().Replace("\"", "", StringComparison.Ordinal).Split(',');

    /// <summary>A column of text.</summary>
    public static string[] Texts(string file, string column)
    {
        int index = Array.IndexOf(Columns(file), column);
        return [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Skip(1).Select(line => line.Split(',')[index])];
    }

    public static (Matrix<double> X, Vector<double> Y) Read(string file, string target, IReadOnlyList<string> features)
    {
        using CsvReader reader = CsvReader.FromFile(Path.Combine(AppContext.BaseDirectory, "Data", file));
        List<double[]> rows = [];
        List<double> targets = [];
        while (reader.Read())
        {
            rows.Add([.. features.Select(reader.Parse<double>)]);
            targets.Add(reader.Parse<double>(target));
        }

        return (Matrix<double>.Build.DenseOfRowArrays(rows), Vector<double>.Build.DenseOfEnumerable(targets));
    }
}
