namespace Optimizers.Regression;

/// <summary>How messages and formulas speak of columns.</summary>
internal static class ColumnNames
{
    /// <summary>A column in a sentence: "Column 3", or with names "Column 3 (age)".</summary>
    public static string Of(int column, IReadOnlyList<string>? names) => names is null ? $"Column {column}" : $"Column {column} ({names[column]})";

    /// <summary>Several columns in a sentence: "Columns 1, 2", or with names "Columns 1 (age), 2 (bmi)".</summary>
    public static string Of(IEnumerable<int> columns, IReadOnlyList<string>? names)
        => $"Columns {string.Join(", ", columns.Select(column => names is null ? $"{column}" : $"{column} ({names[column]})"))}";

    /// <summary>The names, or where there are none a letter and a number: x0, x1, …</summary>
    public static IReadOnlyList<string> OrDefault(IReadOnlyList<string>? names, int count, string letter = "x") => names ?? [.. Enumerable.Range(0, count).Select(j => $"{letter}{j}")];
}
