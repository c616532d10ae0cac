namespace Optimizers.Regression;

/// <summary>A table that is read row by row.</summary>
/// <param name="columns">The names of the columns.</param>
/// <param name="open">Begins a pass.</param>
/// <param name="canReadAgain">Whether <paramref name="open"/> may be called more than once.</param>
internal sealed class RowSource(IEnumerable<string> columns, Func<IRowReader> open, bool canReadAgain) : TableSource(columns)
{
    public override bool CanReadAgain => canReadAgain;

    internal override IEnumerable<TableBlock> Read(IReadOnlyList<string> numbers, IReadOnlyList<string> texts)
    {
        int[] numberColumns = Find(numbers), textColumns = Find(texts);
        var block = new TableBlock(numberColumns.Length, textColumns.Length);
        using IRowReader reader = open();
        block.Places = RowPlaces.Of(reader.File);
        while (reader.Read())
        {
            ReadRow(reader, block, numberColumns, textColumns);
            if (++block.RowCount == block.Capacity)
            {
                yield return block;
                block.Next();
            }
        }

        if (block.RowCount > 0)
        {
            yield return block;
        }
    }

    private void ReadRow(IRowReader reader, TableBlock block, int[] numberColumns, int[] textColumns)
    {
        int row = block.RowCount;
        block.Places.Add(block.FirstRow + row, reader.Line);
        for (int i = 0; i < numberColumns.Length; i++)
        {
            if (!reader.TryGetNumber(numberColumns[i], out block.Numbers[i][row]))
            {
                throw Cell.NotNumber(block.Places, block.FirstRow + row, Columns[numberColumns[i]], reader.GetText(numberColumns[i]));
            }
        }

        for (int i = 0; i < textColumns.Length; i++)
        {
            block.Texts[i][row] = reader.GetText(textColumns[i]);
        }
    }
}
