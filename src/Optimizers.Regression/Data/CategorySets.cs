namespace Optimizers.Regression;

/// <summary>Collects the categories in a table.</summary>
internal sealed class CategorySets(TableLayout layout)
{
    private readonly HashSet<string>[] _sets = [.. layout.Categories.Select(_ => new HashSet<string>(StringComparer.Ordinal))];

    /// <summary>Adds the categories of some rows.</summary>
    /// <exception cref="ArgumentException">A cell is empty.</exception>
    public void Add(TableBlock block)
    {
        for (int column = 0; column < _sets.Length; column++)
        {
            for (int row = 0; row < block.RowCount; row++)
            {
                _sets[column].Add(block.Texts[column][row] ?? throw Cell.Empty(block.Places, block.FirstRow + row, layout.Categories[column], "source"));
            }
        }
    }

    /// <summary>The encoding of the features.</summary>
    public FeatureEncoding Encoding() => new(
        layout.NumericFeatures,
        [.. layout.CategoricalFeatures.Select((name, column) => new CategoricalColumn(name, Sorted(column), layout.Schema.DropFirst))],
        layout.Schema.Polynomial);

    /// <summary>The classes of a categorical target.</summary>
    public string[] Classes() => Sorted(_sets.Length - 1);

    private string[] Sorted(int column) => [.. _sets[column].Order(StringComparer.Ordinal)];
}
