using Optimizers.Regression;

namespace Optimizers.Data;

/// <summary>CSV files as tables.</summary>
public static class CsvSource
{
    /// <summary>Opens a CSV file (RFC 4180): a header, then a row a line; a cell in quotes may hold delimiters and ends of lines. Blank lines are
    /// skipped.</summary>
    /// <param name="path">The file. Its header is read now, all of it by each pass, in blocks.</param>
    /// <param name="options">How it is written; null: UTF-8, the delimiter found in the header.</param>
    /// <returns>The table, which can be read again and again.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty. Reading it throws the same where a row has another number of cells than the header, or where a
    /// quoted cell does not end (the message names the line, counted from 1).</exception>
    public static TableSource Open(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        using var header = new CsvRows(path, options);
        return new RowSource(header.Columns, () => new CsvRows(path, options), canReadAgain: true);
    }
}
