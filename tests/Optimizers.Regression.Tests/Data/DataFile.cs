using CsvHelper;

namespace Optimizers.Regression.Tests;

/// <summary>The data sets beside the tests.</summary>
internal static class DataFile
{
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
