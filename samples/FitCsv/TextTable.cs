using System.Globalization;
using Parquet.Serialization;
using Sylvan.Data.Csv;

/// <summary>The cells of a file as text: unlike the tables of Optimizers.Data it tells blank cells, and which columns hold text, before anything is made of
/// them.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Unit">What the place of a row is counted in.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TextTable(string File, string Unit, string[] Columns, List<Row> Rows)
{
    public static TextTable Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new InvalidDataException($"{file.FullName}: there is no such file.");
        }

        TextTable table = file.Extension.Equals(".parquet", StringComparison.OrdinalIgnoreCase) ? ReadParquet(file) : ReadCsv(file);
        return table.Columns.Length > 0 && table.Rows.Count > 0
            ? table
            : throw new InvalidDataException($"{file.Name}: the file has {table.Columns.Length} columns and {table.Rows.Count} rows; both are needed.");
    }

    public int Column(string name)
    {
        int column = Array.IndexOf(Columns, name);
        return column >= 0 ? column : throw new InvalidDataException($"{File}: there is no column '{name}'; the columns are {string.Join(", ", Columns)}.");
    }

    private static TextTable ReadCsv(FileInfo file)
    {
        long line = 1;
        int linesOfRow = 1;
        try
        {
            using var reader = CsvDataReader.Create(file.OpenText(), new CsvDataReaderOptions { MaxBufferSize = 1 << 24, Comment = '\0', OwnsReader = true });
            List<Row> rows = [];
            while (Next())
            {
                if (reader.RowFieldCount != reader.FieldCount)
                {
                    throw new InvalidDataException($"{file.Name}, line {line}: the row has {reader.RowFieldCount} cells; the header has {reader.FieldCount}.");
                }

                rows.Add(new Row(line, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]));
            }

            return new TextTable(file.Name, "line", [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);

            // to the next line that is not blank; a cell in quotes may end lines
            bool Next()
            {
                ReadOnlySpan<char> record;
                do
                {
                    line += linesOfRow;
                    if (!reader.Read())
                    {
                        return false;
                    }

                    record = reader.GetRawRecordSpan();
                    linesOfRow = Math.Max(1, record.Count('\n'));
                }
                while (record.Trim("\r\n").IsEmpty);
                return true;
            }
        }
        catch (CsvMissingHeadersException)
        {
            return new TextTable(file.Name, "line", [], []);
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"{file.Name}, line {line}: {e.Message}", e);
        }
    }

    private static TextTable ReadParquet(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        try
        {
            var records = ParquetSerializer.DeserializeUntypedAsync(stream).GetAwaiter().GetResult();
            string[] columns = [.. records.Schema.Fields.Select(field => field.Name)];
            return new TextTable(file.Name, "row", columns, [.. records.Data.Select((record, row) =>
                new Row(row, [.. columns.Select(column => Convert.ToString(record.GetValueOrDefault(column), CultureInfo.InvariantCulture) ?? "")]))]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // where a file is damaged, its reader throws whatever it stumbles upon
            throw new InvalidDataException($"{file.Name} is damaged or no Parquet file: {e.Message}", e);
        }
    }
}
