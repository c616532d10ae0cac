using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

/// <summary>The numbers of a table: features and target, their names, and the lines they come from.</summary>
internal sealed record DesignMatrix(Matrix<double> X, Vector<double> Y, string[] Names, string Target, long[] Lines, long[] DroppedLines)
{
    public static DesignMatrix From(CsvTable table, FitOptions options)
    {
        string target = options.Target ?? table.Headers[^1];
        int targetColumn = table.Column(target);
        int[] featureColumns = options.Features.Length > 0
            ? [.. options.Features.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(table.Column)]
            : [.. Enumerable.Range(0, table.Headers.Length).Where(column => column != targetColumn)];
        if (featureColumns.Contains(targetColumn))
        {
            throw new InvalidDataException($"{table.File}: column '{target}' cannot be both target and feature.");
        }

        ILookup<bool, int> complete = Enumerable.Range(0, table.Rows.Count).ToLookup(row => featureColumns.Append(targetColumn).All(column => !IsBlank(table.Rows[row][column])));
        int[] rows = [.. complete[true]];
        if (rows.Length == 0)
        {
            throw new InvalidDataException($"{table.File}: every row has a blank cell in one of the columns used.");
        }

        if (IsText(table, rows, targetColumn))
        {
            throw new InvalidDataException($"{table.File}: the target '{target}' holds text ('{table.Rows[rows[0]][targetColumn]}' in line {table.Lines[rows[0]]}); a linear model predicts numbers.");
        }

        List<(string Name, Vector<double> Values)> features = [.. featureColumns.SelectMany(column => Feature(table, rows, column, options.OneHot))];
        return new DesignMatrix(
            Matrix<double>.Build.DenseOfColumnVectors(features.Select(feature => feature.Values)),
            Numbers(table, rows, targetColumn),
            [.. features.Select(feature => feature.Name)],
            target,
            [.. rows.Select(row => table.Lines[row])],
            [.. complete[false].Select(row => table.Lines[row])]);
    }

    /// <summary>Some of the rows.</summary>
    public DesignMatrix Take(int[] rows) => this with
    {
        X = Matrix<double>.Build.Dense(rows.Length, X.ColumnCount, (i, j) => X[rows[i], j]),
        Y = Vector<double>.Build.Dense(rows.Length, i => Y[rows[i]]),
        Lines = [.. rows.Select(row => Lines[row])],
    };

    private static IEnumerable<(string Name, Vector<double> Values)> Feature(CsvTable table, int[] rows, int column, bool oneHot)
    {
        string name = table.Headers[column];
        if (!IsText(table, rows, column))
        {
            return [(name, Numbers(table, rows, column))];
        }

        if (!oneHot)
        {
            throw new InvalidDataException(
                $"{table.File}: column '{name}' holds text ('{table.Rows[rows[0]][column]}' in line {table.Lines[rows[0]]}). Name the --features without it, or encode it by --text one-hot.");
        }

        // beside an intercept one category is the others' absence: the first in the alphabet
        IEnumerable<string> categories = rows.Select(row => table.Rows[row][column]).Distinct().Order(StringComparer.Ordinal).Skip(1);
        return categories.Select(category => ($"{name}={category}", Vector<double>.Build.Dense(rows.Length, i => table.Rows[rows[i]][column] == category ? 1.0 : 0.0)));
    }

    private static Vector<double> Numbers(CsvTable table, int[] rows, int column) => Vector<double>.Build.Dense(rows.Length, i =>
        TryParse(table.Rows[rows[i]][column], out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{table.File}, line {table.Lines[rows[i]]}, column '{table.Headers[column]}': '{table.Rows[rows[i]][column]}' is no number."));

    private static bool IsBlank(string cell) => string.IsNullOrWhiteSpace(cell) || cell.Trim().ToUpperInvariant() is "NA" or "N/A" or "NAN" or "NULL";

    private static bool IsText(CsvTable table, int[] rows, int column) => !rows.Any(row => TryParse(table.Rows[row][column], out _));

    private static bool TryParse(string cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
