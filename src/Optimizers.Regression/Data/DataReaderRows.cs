using System.Data;
using System.Globalization;

namespace Optimizers.Regression;

/// <summary>The rows of a reader of .NET.</summary>
/// <remarks>Cells are taken as objects: the type of a cell may differ from its column's, as in SQLite.</remarks>
internal sealed class DataReaderRows(IDataReader reader, bool owned) : IRowReader
{
    private readonly TextPool _texts = new();

    public static IEnumerable<string> Names(IDataReader reader) => Enumerable.Range(0, reader.FieldCount).Select(reader.GetName);

    public bool Read() => reader.Read();

    public bool TryGetNumber(int column, out double value)
    {
        object cell = reader.GetValue(column);
        switch (Convert.GetTypeCode(cell))
        {
            case TypeCode.String:
                return Cell.TryParse((string)cell, out value);
            case TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.Decimal):
                value = Convert.ToDouble(cell, CultureInfo.InvariantCulture);
                return true;
            case TypeCode.DBNull or TypeCode.Empty:
                value = double.NaN;
                return true;
            default:
                value = double.NaN;
                return false;
        }
    }

    public string? GetText(int column) => _texts.Get(Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (owned)
        {
            reader.Dispose();
        }
    }
}
