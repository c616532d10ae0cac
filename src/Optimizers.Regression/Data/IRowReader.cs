namespace Optimizers.Regression;

/// <summary>Reads a table row by row.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>The file that is read, if it is one of lines.</summary>
    string? File => null;

    /// <summary>The line on which the row begins, counted from 1; 0 where there are no lines.</summary>
    long Line => 0;

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    bool Read();

    /// <summary>A cell as a number; an empty one is NaN.</summary>
    /// <returns>Whether the cell is a number or empty.</returns>
    bool TryGetNumber(int column, out double value);

    /// <summary>A cell as text; an empty one is null. Equal texts are the same object.</summary>
    string? GetText(int column);
}
