using System.Buffers;

/// <summary>Writes a CSV file.</summary>
internal static class CsvOutput
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static void Write(FileInfo file, string[] header, IEnumerable<string[]> rows)
        => File.WriteAllLines(file.FullName, rows.Prepend(header).Select(row => string.Join(',', row.Select(Quoted))));

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
