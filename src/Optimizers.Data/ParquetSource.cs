using Optimizers.Regression;

namespace Optimizers.Data;

/// <summary>Parquet files as tables.</summary>
public static class ParquetSource
{
    /// <summary>Opens a Parquet file. Whole numbers, floating-point numbers, decimals and booleans (1 and 0) are numbers; a null is a missing cell.</summary>
    /// <param name="path">The file. Its schema is read now, the columns that are needed by each pass.</param>
    /// <returns>The table, which can be read again and again.</returns>
    /// <remarks>A pass holds one row group of the columns that are needed in memory, 8 bytes a cell: a file that is larger than memory should be written in row
    /// groups of 100 000 rows or so.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no Parquet file. Reading it throws the same, and where a column holds neither numbers nor
    /// texts.</exception>
    public static TableSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ParquetTable(path);
    }
}
