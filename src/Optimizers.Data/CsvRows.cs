using Optimizers.Regression;
using Sylvan.Data.Csv;

namespace Optimizers.Data;

/// <summary>The rows of a CSV file; numbers are parsed where they stand in the buffer.</summary>
internal sealed class CsvRows : IRowReader
{
    // of characters: a quote that is never closed must not draw a whole file into memory
    private const int LongestRow = 1 << 24;

    private readonly string _path;
    private readonly CsvDataReader _reader;
    private readonly TextPool _texts = new();
    private long _line = 1;
    private int _linesOfRow = 1;

    public CsvRows(string path, CsvOptions options)
    {
        _path = path;
        var text = new StreamReader(path, options.Encoding);
        try
        {
            _reader = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                Delimiter = options.Delimiter,
                MaxBufferSize = LongestRow,
                Comment = '\0', // a row may begin with '#'
            });
        }
        catch (CsvMissingHeadersException e)
        {
            text.Dispose();
            throw new InvalidDataException($"{path} is empty; a CSV file begins with the names of its columns.", e);
        }
        catch (CsvFormatException e)
        {
            text.Dispose();
            throw Malformed(e);
        }
    }

    public string File => _path;

    public long Line => _line;

    public IEnumerable<string> Columns => Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetName);

    public bool Read()
    {
        while (ReadRecord())
        {
            ReadOnlySpan<char> record = _reader.GetRawRecordSpan();
            _linesOfRow = Math.Max(1, record.Count('\n'));
            if (record.Trim("\r\n").IsEmpty)
            {
                continue;
            }

            return _reader.RowFieldCount == _reader.FieldCount
                ? true
                : throw new InvalidDataException(
                    Invariant($"{_path}, line {_line}: the row has {_reader.RowFieldCount} cells; the header has {_reader.FieldCount}."));
        }

        return false;
    }

    public bool TryGetNumber(int column, out double value) => Cell.TryParse(_reader.GetFieldSpan(column), out value);

    public string? GetText(int column) => _texts.Get(_reader.GetFieldSpan(column));

    public void Dispose() => _reader.Dispose();

    private bool ReadRecord()
    {
        _line += _linesOfRow;
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw Malformed(e);
        }
    }

    private InvalidDataException Malformed(CsvFormatException e) => new(Invariant($"{_path}, line {_line}: {e.Message}"), e);
}
