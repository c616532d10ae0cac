namespace Optimizers.Regression;

/// <summary>Some consecutive rows of a table, column by column; its memory is reused for the next ones.</summary>
/// <param name="numbers">The number of columns of numbers.</param>
/// <param name="texts">The number of columns of texts.</param>
/// <param name="capacity">The rows that there is room for.</param>
internal sealed class TableBlock(int numbers, int texts, int capacity)
{
    private const int MostRows = 4096;
    private const int MostCells = 1 << 20;

    /// <summary>Makes a block of the rows that are read at a time.</summary>
    public TableBlock(int numbers, int texts)
        : this(numbers, texts, RowsFor(numbers + texts))
    {
    }

    /// <summary>The rows that there is room for.</summary>
    public int Capacity { get; private set; } = capacity;

    /// <summary>The columns of numbers; missing ones are NaN.</summary>
    public double[][] Numbers { get; } = [.. Enumerable.Range(0, numbers).Select(_ => new double[capacity])];

    /// <summary>The columns of texts; missing ones are null.</summary>
    public string?[][] Texts { get; } = [.. Enumerable.Range(0, texts).Select(_ => new string?[capacity])];

    /// <summary>The place in the table of the block's first row.</summary>
    public long FirstRow { get; private set; }

    /// <summary>Where the rows of the table stand, this block's and those before.</summary>
    public RowPlaces Places { get; set; } = RowPlaces.Counted;

    /// <summary>The rows of the columns that are filled.</summary>
    public int RowCount { get; set; }

    /// <summary>Enough rows to make the cost of a block small; less where there are many columns, so that a block stays below 8 MB.</summary>
    public static int RowsFor(int columns) => Math.Clamp(MostCells / Math.Max(1, columns), 1, MostRows);

    /// <summary>Empties the block for the rows that follow.</summary>
    public void Next()
    {
        FirstRow += RowCount;
        RowCount = 0;
    }

    /// <summary>A whole table in one block.</summary>
    public static TableBlock Gather(IEnumerable<TableBlock> blocks, int numbers, int texts)
    {
        var all = new TableBlock(numbers, texts);
        foreach (TableBlock block in blocks)
        {
            if (all.RowCount + block.RowCount > all.Capacity)
            {
                all.Capacity = checked(2 * Math.Max(all.Capacity, block.RowCount));
                Grow(all.Numbers, all.Capacity);
                Grow(all.Texts, all.Capacity);
            }

            Append(block.Numbers, all.Numbers, block.RowCount, all.RowCount);
            Append(block.Texts, all.Texts, block.RowCount, all.RowCount);
            all.RowCount += block.RowCount;
            all.Places = block.Places;
        }

        return all;
    }

    private static void Grow<T>(T[][] columns, int capacity)
    {
        foreach (ref T[] column in columns.AsSpan())
        {
            Array.Resize(ref column, capacity);
        }
    }

    private static void Append<T>(T[][] from, T[][] to, int count, int at)
    {
        for (int column = 0; column < from.Length; column++)
        {
            from[column].AsSpan(0, count).CopyTo(to[column].AsSpan(at));
        }
    }
}
