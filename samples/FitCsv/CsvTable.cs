using CsvHelper;

/// <summary>The cells of a CSV file as text, with the line that each row starts on.</summary>
internal sealed record CsvTable(string File, string[] Headers, List<string[]> Rows, List<long> Lines)
{
    public static CsvTable Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new InvalidDataException($"{file.FullName}: there is no such file.");
        }

        try
        {
            using CsvReader reader = CsvReader.FromFile(file.FullName, CsvReaderOptions.Default with { TrackLineNumbers = true });
            List<string[]> rows = [];
            List<long> lines = [];
            while (reader.Read())
            {
                if (reader.FieldCount != reader.Headers.Count)
                {
                    throw new InvalidDataException($"{file.Name}, line {reader.LineNumber}: the row has {reader.FieldCount} cells; the header has {reader.Headers.Count}.");
                }

                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
                lines.Add(reader.LineNumber);
            }

            string[] headers = [.. reader.Headers];
            return headers.Length > 0 && rows.Count > 0
                ? new CsvTable(file.Name, headers, rows, lines)
                : throw new InvalidDataException($"{file.Name}: the file has {headers.Length} columns and {rows.Count} rows; both are needed.");
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"{file.Name}: {e.Message}", e);
        }
    }

    public int Column(string name)
    {
        int column = Array.IndexOf(Headers, name);
        return column >= 0 ? column : throw new InvalidDataException($"{File}: there is no column '{name}'; the columns are {string.Join(", ", Headers)}.");
    }
}
