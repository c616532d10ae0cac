using Optimizers.Regression;
using Parquet.Schema;

namespace Optimizers.Data;

/// <summary>A Parquet file as a table: a block is a row group.</summary>
internal sealed class ParquetTable(string path) : TableSource(Names(path))
{
    public override bool CanReadAgain => true;

    internal override IEnumerable<TableBlock> Read(IReadOnlyList<string> numbers, IReadOnlyList<string> texts)
    {
        int[] numberColumns = Find(numbers), textColumns = Find(texts);
        using var file = new ParquetFile(path);
        int[] rows = [.. Enumerable.Range(0, file.GroupCount).Select(file.RowCount)];
        var block = new TableBlock(numberColumns.Length, textColumns.Length, rows.DefaultIfEmpty().Max());
        var pool = new TextPool();
        for (int group = 0; group < rows.Length; group++)
        {
            block.RowCount = rows[group];
            for (int i = 0; i < numberColumns.Length; i++)
            {
                ReadNumbers(file, group, numberColumns[i], block, block.Numbers[i]);
            }

            for (int i = 0; i < textColumns.Length; i++)
            {
                Column(file, textColumns[i]).ReadTexts(file, group, block.Texts[i].AsMemory(0, block.RowCount), pool);
            }

            yield return block;
            block.Next();
        }
    }

    private static string[] Names(string path)
    {
        using var file = new ParquetFile(path);
        return [.. file.Fields.Select(field => field.Name)];
    }

    private void ReadNumbers(ParquetFile file, int group, int column, TableBlock block, double[] cells)
    {
        if (Column(file, column).ReadNumbers(file, group, cells.AsMemory(0, block.RowCount)) is ({ } row, { } text))
        {
            throw Cell.NotNumber(block.Places, block.FirstRow + row, Columns[column], text);
        }
    }

    private ParquetColumn Column(ParquetFile file, int column) => ParquetColumn.Of(file.Fields[column])
        ?? throw new InvalidDataException(
            $"{path}: column '{Columns[column]}' holds {Kind(file.Fields[column])}, neither numbers nor texts; name the Features without it.");

    private static string Kind(Field field) => field is DataField { IsArray: false } data ? $"values of type {data.ClrType.Name}" : "lists or structures";
}
