using Optimizers.Regression;
using Parquet.Schema;

namespace Optimizers.Data;

/// <summary>A column of a Parquet file, whatever its type.</summary>
internal abstract class ParquetColumn
{
    /// <summary>Makes the reader of a column.</summary>
    /// <returns>null if the column holds neither numbers nor texts.</returns>
    public static ParquetColumn? Of(Field field) => field is not DataField { IsArray: false } data ? null : data.ClrType switch
    {
        Type type when type == typeof(double) => new TypedParquetColumn<double>(data, value => value),
        Type type when type == typeof(float) => new TypedParquetColumn<float>(data, value => value),
        Type type when type == typeof(long) => new TypedParquetColumn<long>(data, value => value),
        Type type when type == typeof(int) => new TypedParquetColumn<int>(data, value => value),
        Type type when type == typeof(short) => new TypedParquetColumn<short>(data, value => value),
        Type type when type == typeof(sbyte) => new TypedParquetColumn<sbyte>(data, value => value),
        Type type when type == typeof(ulong) => new TypedParquetColumn<ulong>(data, value => value),
        Type type when type == typeof(uint) => new TypedParquetColumn<uint>(data, value => value),
        Type type when type == typeof(ushort) => new TypedParquetColumn<ushort>(data, value => value),
        Type type when type == typeof(byte) => new TypedParquetColumn<byte>(data, value => value),
        Type type when type == typeof(decimal) => new TypedParquetColumn<decimal>(data, value => (double)value),
        Type type when type == typeof(bool) => new TypedParquetColumn<bool>(data, value => value ? 1 : 0),
        Type type when type == typeof(ReadOnlyMemory<char>) =>
            new TypedParquetColumn<ReadOnlyMemory<char>>(data, text => Cell.TryParse(text.Span, out double value) ? value : null),
        _ => null,
    };

    /// <summary>Reads the numbers of a row group; missing ones are NaN.</summary>
    /// <param name="file">The file.</param>
    /// <param name="group">The row group.</param>
    /// <param name="cells">As long as the row group.</param>
    /// <returns>The first row of the group that is no number, and its text; nothing if all are.</returns>
    public abstract (int Row, string Text)? ReadNumbers(ParquetFile file, int group, Memory<double> cells);

    /// <summary>Reads the texts of a row group; missing ones are null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="group">The row group.</param>
    /// <param name="cells">As long as the row group.</param>
    /// <param name="pool">Where the texts come from.</param>
    public abstract void ReadTexts(ParquetFile file, int group, Memory<string?> cells, TextPool pool);
}
