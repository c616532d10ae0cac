namespace Optimizers.Regression;

/// <summary>Reads a table row by row.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    bool Read();

    /// <summary>A cell as a number; an empty one is NaN.</summary>
    /// <returns>Whether the cell is a number or empty.</returns>
    bool TryGetNumber(int column, out double value);

    /// <summary>A cell as text; an empty one is null. Equal texts are the same object.</summary>
    string? GetText(int column);
}
