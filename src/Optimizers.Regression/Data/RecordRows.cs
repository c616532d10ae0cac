using System.Globalization;

namespace Optimizers.Regression;

/// <summary>Records as the rows of a table.</summary>
internal sealed class RecordRows<T>(IEnumerable<T> records, IReadOnlyList<RecordColumn<T>> columns) : IRowReader
{
    private readonly IEnumerator<T> _records = records.GetEnumerator();
    private readonly TextPool _texts = new();

    public bool Read() => _records.MoveNext();

    public bool TryGetNumber(int column, out double value)
    {
        if (columns[column].Number is not { } number)
        {
            return Cell.TryParse(columns[column].Text!(_records.Current), out value);
        }

        value = number(_records.Current);
        return true;
    }

    public string? GetText(int column) => _texts.Get(columns[column].Text is { } text
        ? text(_records.Current)
        : columns[column].Number!(_records.Current).ToString(CultureInfo.InvariantCulture));

    public void Dispose() => _records.Dispose();
}
