namespace Optimizers.Regression;

/// <summary>The categories of a column, each of which is a feature that is 1 in the rows of the category and else 0.</summary>
public sealed class CategoricalColumn
{
    private readonly Dictionary<string, int> _places;

    /// <summary>Makes a column of known categories.</summary>
    /// <param name="name">The name of the column in tables.</param>
    /// <param name="categories">The categories.</param>
    /// <param name="dropFirst">Whether the first category has no feature: it is the others' absence.</param>
    /// <exception cref="ArgumentException">There is no category; or one is empty or twice there.</exception>
    public CategoricalColumn(string name, IReadOnlyList<string> categories, bool dropFirst = true)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(categories);
        (Name, Categories, DropFirst) = (name, Require.Different([.. categories], nameof(categories)), dropFirst);
        if (categories.Count == 0 || categories.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException(
                $"Column '{name}' needs categories, and none may be empty; given are {categories.Count}: {Cell.List(categories)}.", nameof(categories));
        }

        _places = Categories.Index().ToDictionary(category => category.Item, category => category.Index - (dropFirst ? 1 : 0), StringComparer.Ordinal);
    }

    /// <summary>The name of the column in tables.</summary>
    public string Name { get; }

    /// <summary>The categories, in the order of their features.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Whether the first category has no feature: beside an intercept, one category is the others' absence.</summary>
    public bool DropFirst { get; }

    /// <summary>The categories that have a feature.</summary>
    internal IEnumerable<string> Encoded => DropFirst ? Categories.Skip(1) : Categories;

    /// <summary>The number of features.</summary>
    internal int Width => Categories.Count - (DropFirst ? 1 : 0);

    /// <summary>Writes the features of a row.</summary>
    /// <exception cref="ArgumentException">The text is missing, or none of the categories.</exception>
    internal void Encode(string? text, RowPlaces places, long row, Span<double> features)
    {
        if (text is null)
        {
            throw Cell.Empty(places, row, Name, "source");
        }

        if (!_places.TryGetValue(text, out int place))
        {
            throw Cell.Unknown(places, row, Name, text, Categories, "source");
        }

        features.Clear();
        if (place >= 0)
        {
            features[place] = 1;
        }
    }
}
