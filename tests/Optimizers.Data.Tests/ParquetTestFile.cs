using Parquet;
using Parquet.Schema;

namespace Optimizers.Data.Tests;

/// <summary>Writes Parquet files.</summary>
internal static class ParquetTestFile
{
    /// <summary>Writes columns, arrays of a type that Parquet knows, in row groups of a size.</summary>
    public static async Task<byte[]> Write(int groupSize, params (DataField Field, Array Values)[] columns)
    {
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            int rows = columns[0].Values.Length;
            for (int start = 0; start < rows; start += groupSize)
            {
                int count = Math.Min(groupSize, rows - start);
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                foreach ((DataField field, Array values) in columns)
                {
                    await Write(group, field, values, start, count);
                }
            }
        }

        return stream.ToArray();
    }

    private static Task Write(ParquetRowGroupWriter group, DataField field, Array values, int start, int count) => values switch
    {
        string?[] texts => group.WriteAsync(field, texts[start..(start + count)]!),
        double?[] numbers => group.WriteAsync<double>(field, numbers.AsMemory(start, count)),
        long?[] numbers => group.WriteAsync<long>(field, numbers.AsMemory(start, count)),
        double[] numbers => group.WriteAsync<double>(field, numbers.AsMemory(start, count)),
        float[] numbers => group.WriteAsync<float>(field, numbers.AsMemory(start, count)),
        long[] numbers => group.WriteAsync<long>(field, numbers.AsMemory(start, count)),
        int[] numbers => group.WriteAsync<int>(field, numbers.AsMemory(start, count)),
        short[] numbers => group.WriteAsync<short>(field, numbers.AsMemory(start, count)),
        byte[] numbers => group.WriteAsync<byte>(field, numbers.AsMemory(start, count)),
        decimal[] numbers => group.WriteAsync<decimal>(field, numbers.AsMemory(start, count)),
        bool[] numbers => group.WriteAsync<bool>(field, numbers.AsMemory(start, count)),
        DateTime[] dates => group.WriteAsync<DateTime>(field, dates.AsMemory(start, count)),
        _ => throw new NotSupportedException(values.GetType().Name),
    };
}
