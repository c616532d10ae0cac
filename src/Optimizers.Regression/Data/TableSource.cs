using System.Data;

namespace Optimizers.Regression;

/// <summary>Rows of named columns, read in blocks of a few thousand, so that a table may be larger than memory.</summary>
/// <remarks>
/// A cell is a number or a text, as the one who reads asks for it; a text that is to be a number is read as invariant C# writes it (<c>-1.5e3</c>).
/// CSV and Parquet files are opened by the package Optimizers.Data; records of C# are tables through <see cref="TrainingData.Of"/>.
/// </remarks>
public abstract class TableSource
{
    private protected TableSource(IEnumerable<string> columns) => Columns = [.. columns];

    /// <summary>The names of the columns, in the table's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the table can be read more than once, as fits of more than one pass need it.</summary>
    public abstract bool CanReadAgain { get; }

    /// <summary>Makes a table of a reader, which can be read once.</summary>
    /// <param name="reader">The reader, before its first row; it stays the caller's to dispose.</param>
    public static TableSource FromReader(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        bool opened = false;
        return new RowSource(DataReaderRows.Names(reader), Open, canReadAgain: false);

        DataReaderRows Open()
        {
            if (opened)
            {
                throw new InvalidOperationException("The table is a reader that can be read once; give a function that opens it anew: FromReader(() => …).");
            }

            opened = true;
            return new DataReaderRows(reader, owned: false);
        }
    }

    /// <summary>Makes a table of a function that opens a reader, which can be read again and again.</summary>
    /// <param name="open">Opens the reader before its first row; called now for the names of the columns, and for each pass. What it opens is disposed.</param>
    public static TableSource FromReader(Func<IDataReader> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        using IDataReader reader = open();
        return new RowSource(DataReaderRows.Names(reader), () => new DataReaderRows(open(), owned: true), canReadAgain: true);
    }

    /// <summary>Reads some columns.</summary>
    /// <param name="numbers">The columns to be read as numbers: missing ones are NaN.</param>
    /// <param name="texts">The columns to be read as texts: missing ones are null.</param>
    /// <returns>The blocks, the columns of each in the order asked for; a block is valid until the next one is asked for.</returns>
    /// <exception cref="InvalidDataException">A cell cannot be read; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">The table was read before and cannot be read again.</exception>
    internal abstract IEnumerable<TableBlock> Read(IReadOnlyList<string> numbers, IReadOnlyList<string> texts);

    /// <summary>The places of columns in <see cref="Columns"/>.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="parameter">Whose mistake it is if there is no such column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal int[] Find(IEnumerable<string> names, string parameter = "source")
    {
        return [.. names.Select(Place)];

        int Place(string name)
        {
            for (int i = 0; i < Columns.Count; i++)
            {
                if (Columns[i] == name)
                {
                    return i;
                }
            }

            string? near = Columns.FirstOrDefault(column => string.Equals(column.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
            throw new ArgumentException(
                near is null
                    ? $"There is no column '{name}'; the columns are {Cell.List(Columns)}."
                    : $"There is no column '{name}'; did you mean '{near}'? The columns are {Cell.List(Columns)}.",
                parameter);
        }
    }
}
