using Parquet;
using Parquet.Schema;

namespace Optimizers.Data;

/// <summary>A Parquet file that is open; what is wrong with it is said as <see cref="InvalidDataException"/>.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;

    public ParquetFile(string path)
    {
        _path = path;
        _stream = File.OpenRead(path);
        try
        {
            _reader = Complete(() => ParquetReader.CreateAsync(_stream));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Field> Fields => _reader.Schema.Fields;

    public int GroupCount => _reader.RowGroupCount;

    /// <summary>The number of rows of a row group.</summary>
    public int RowCount(int group) => checked((int)_reader.RowGroups[group].RowCount);

    /// <summary>Reads what is present of a column of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="values">The values that are present, one after the other; as long as the row group.</param>
    /// <param name="levels">For each row, <see cref="Field.MaxDefinitionLevel"/> if its value is present; as long as the row group, or null if all are.</param>
    public void Read<T>(int group, DataField field, Memory<T> values, Memory<int>? levels)
        where T : struct
        => Complete(async () =>
        {
            using ParquetRowGroupReader reader = _reader.OpenRowGroupReader(group);
            await reader.ReadRawAsync(field, values, levels, repetitionLevels: null).ConfigureAwait(false);
            return true;
        });

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>Waits for the file, on a thread of the pool so that no caller's context can be waited for.</summary>
    private T Complete<T>(Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // where a file is damaged, its reader throws whatever it stumbles upon
            throw new InvalidDataException($"{_path} is damaged or no Parquet file: {e.Message}", e);
        }
    }
}
