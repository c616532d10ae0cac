using System.Buffers;
using System.Globalization;
using Optimizers.Regression;
using Parquet.Schema;

namespace Optimizers.Data;

/// <summary>A column of a Parquet file of a type.</summary>
/// <param name="field">The column.</param>
/// <param name="toNumber">The number of a value; null if it is none.</param>
internal sealed class TypedParquetColumn<T>(DataField field, Func<T, double?> toNumber) : ParquetColumn
    where T : struct
{
    public override (int Row, string Text)? ReadNumbers(ParquetFile file, int group, Memory<double> cells)
    {
        (int Row, string Text)? wrong = null;
        Read(file, group, cells, double.NaN, (row, value) =>
        {
            double? number = toNumber(value);
            wrong ??= number is null ? (row, ToText(value).ToString()) : null;
            return number ?? double.NaN;
        });
        return wrong;
    }

    public override void ReadTexts(ParquetFile file, int group, Memory<string?> cells, TextPool pool)
        => Read(file, group, cells, null, (_, value) => pool.Get(ToText(value)));

    /// <summary>Reads a row group: a file holds the values that are present one after the other, and which rows they are of.</summary>
    private void Read<TCell>(ParquetFile file, int group, Memory<TCell> cells, TCell missing, Func<int, T, TCell> convert)
    {
        int rows = cells.Length;
        T[] values = ArrayPool<T>.Shared.Rent(rows);
        int[] levels = ArrayPool<int>.Shared.Rent(rows);
        bool complete = field.MaxDefinitionLevel == 0;
        file.Read(group, field, values.AsMemory(0, rows), complete ? null : (Memory<int>?)levels.AsMemory(0, rows));
        for (int row = 0, next = 0; row < rows; row++)
        {
            cells.Span[row] = complete || levels[row] == field.MaxDefinitionLevel ? convert(row, values[next++]) : missing;
        }

        ArrayPool<int>.Shared.Return(levels);
        ArrayPool<T>.Shared.Return(values, clearArray: true);
    }

    private static ReadOnlySpan<char> ToText(T value) => value is ReadOnlyMemory<char> text ? text.Span : Convert.ToString(value, CultureInfo.InvariantCulture);
}
