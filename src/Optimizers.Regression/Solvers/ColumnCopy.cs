namespace Optimizers.Regression;

/// <summary>Copies features column by column, some columns at a time, which stay in the cache for all rows.</summary>
/// <param name="rows">The samples.</param>
/// <param name="columns">Receives the columns.</param>
/// <param name="stride">From one column to the next.</param>
internal readonly ref struct ColumnCopy(DenseRows rows, Span<double> columns, int stride) : IParts
{
    // a line of the cache
    private const int Width = 8;

    private readonly Span<double> _columns = columns;

    /// <summary>The number of parts.</summary>
    public int Parts => ((rows.FeatureCount - 1) / Width) + 1;

    public void Do(int part)
    {
        int first = part * Width, width = Math.Min(Width, rows.FeatureCount - first);
        for (int i = 0; i < rows.Rows; i++)
        {
            ReadOnlySpan<double> row = rows.Row(i).Slice(first, width);
            for (int j = 0; j < width; j++)
            {
                _columns[((first + j) * stride) + i] = row[j];
            }
        }
    }
}
