namespace Optimizers.Regression;

/// <summary>Where the rows of a table stand, as messages say it: the lines of a text file, counted from 1; of what has no lines the rows, counted from
/// 0.</summary>
internal sealed class RowPlaces
{
    /// <summary>Of a table that has no lines.</summary>
    public static RowPlaces Counted { get; } = new(null);

    // the rows at which the line is another than one after the row before
    private readonly List<(long Row, long Line)> _jumps = [];
    private readonly string? _file;

    private RowPlaces(string? file) => _file = file;

    /// <summary>What a message adds where it says a row and no line.</summary>
    public string Rule => _file is null ? " (rows counted from 0)" : "";

    /// <summary>Prepares the lines of a pass over a file; null: of what has no lines.</summary>
    public static RowPlaces Of(string? file) => file is null ? Counted : new(file);

    /// <summary>Takes the line of the next row.</summary>
    public void Add(long row, long line)
    {
        if (_file is null)
        {
            return;
        }

        lock (_jumps)
        {
            if (_jumps.Count == 0 || Line(row) != line)
            {
                _jumps.Add((row, line));
            }
        }
    }

    /// <summary>A row at the beginning of a sentence.</summary>
    public string Of(long row) => _file is null ? Invariant($"Row {row}") : Invariant($"{_file}, line {Line(row)}");

    private long Line(long row)
    {
        // rows are read on while a message is made
        lock (_jumps)
        {
            (long from, long line) = _jumps[~_jumps.BinarySearch((row, long.MaxValue)) - 1];
            return line + (row - from);
        }
    }
}
