namespace Optimizers.Regression;

/// <summary>The samples of a table, in blocks whose memory is reused: nothing but the sets of categories grows with the table.</summary>
internal sealed class TableRows : IRowBlocks
{
    private readonly TableSource _source;
    private readonly TableLayout _layout;
    private readonly Lazy<RowEncoder> _encoder;

    /// <param name="source">The table.</param>
    /// <param name="schema">What its columns are.</param>
    /// <param name="encoding">The encoding of the features; null: found in the table, by a pass of its own if there are categories.</param>
    /// <exception cref="ArgumentException">The schema does not fit the table.</exception>
    public TableRows(TableSource source, TableSchema schema, FeatureEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        (_source, _layout) = (source, new TableLayout(source, schema));
        _encoder = new Lazy<RowEncoder>(() => FindEncoder(encoding));
    }

    /// <summary>The number of rows; null before the first full pass.</summary>
    public long? RowCount { get; private set; }

    public FeatureEncoding Encoding => _encoder.Value.Features;

    public IReadOnlyList<string> FeatureNames => Encoding.FeatureNames;

    public int FeatureCount => FeatureNames.Count;

    public int TargetCount => TargetNames.Count;

    public IReadOnlyList<string> TargetNames => _encoder.Value.TargetNames;

    /// <summary>The classes of a categorical target; else none.</summary>
    public IReadOnlyList<string> Classes => _encoder.Value.Classes;

    public bool CanReadAgain => _source.CanReadAgain;

    /// <summary>A pass over the table.</summary>
    /// <returns>
    /// Blocks of samples, each valid until the next one is asked for, which is made meanwhile; their arrays are exactly as long as their rows need.
    /// </returns>
    /// <exception cref="ArgumentException">A cell has no place in a fit; the message names row and column.</exception>
    /// <exception cref="InvalidDataException">A cell cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The table cannot be read again.</exception>
    public IEnumerable<DenseRows> Blocks() => ReadAhead.Of(Made());

    // two blocks in turn: one that is read, one that is made
    private IEnumerable<DenseRows> Made()
    {
        RowEncoder encoder = _encoder.Value;
        int capacity = TableBlock.RowsFor(encoder.Features.FeatureNames.Count);
        (DenseRows samples, DenseRows other) = (encoder.Allocate(capacity), encoder.Allocate(capacity));
        long count = 0;
        foreach (TableBlock block in _source.Read(_layout.Numbers, _layout.Texts))
        {
            for (int start = 0; start < block.RowCount; start += samples.Rows)
            {
                int rows = Math.Min(capacity, block.RowCount - start);
                (samples, other) = (other, samples);
                samples = samples.Rows == rows && samples.Places == block.Places ? samples : encoder.Allocate(rows) with { Places = block.Places };
                encoder.Encode(block, start, samples);
                count += rows;
                yield return samples;
            }
        }

        RowCount = NotEmpty(count);
    }

    private long NotEmpty(long count)
        => count > 0 ? count : throw new ArgumentException($"The table has {_source.Columns.Count} columns and no row.", "source");

    private RowEncoder FindEncoder(FeatureEncoding? encoding)
    {
        var sets = new CategorySets(_layout);
        IReadOnlyList<string>? classes = _layout.HasClasses ? _layout.Schema.Classes : [];
        if (classes is null || (encoding is null && _layout.CategoricalFeatures.Length > 0))
        {
            long count = 0;
            foreach (TableBlock block in _source.Read([], _layout.Categories))
            {
                sets.Add(block);
                count += block.RowCount;
            }

            RowCount = NotEmpty(count);
        }

        return new RowEncoder(_layout, encoding ?? sets.Encoding(), classes ?? sets.Classes());
    }
}
