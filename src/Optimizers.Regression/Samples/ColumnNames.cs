namespace Optimizers.Regression;

/// <summary>How messages and formulas speak of columns.</summary>
internal static class ColumnNames
{
    private const int MostNamed = 20;

    /// <summary>A column in a sentence: "Column 3", or with names "Column 3 (age)".</summary>
    public static string Of(int column, IReadOnlyList<string>? names)
        => names is null ? Invariant($"Column {column}") : Invariant($"Column {column} ({names[column]})");

    /// <summary>Several columns in a sentence: "Columns 1, 2", or with names "Columns 1 (age), 2 (bmi)"; of more than can be read the first, and how many there
    /// are.</summary>
    public static string Of(IEnumerable<int> columns, IReadOnlyList<string>? names)
    {
        int[] all = [.. columns];
        string named = string.Join(
            ", ", all.Take(MostNamed).Select(column => names is null ? Invariant($"{column}") : Invariant($"{column} ({names[column]})")));
        return $"Columns {named}{(all.Length > MostNamed ? $", … ({all.Length} in all)" : "")}";
    }

    /// <summary>The names, or where there are none a letter and a number: x0, x1, …</summary>
    public static IReadOnlyList<string> OrDefault(IReadOnlyList<string>? names, int count, string letter = "x")
        => names ?? [.. Enumerable.Range(0, count).Select(j => Invariant($"{letter}{j}"))];
}
