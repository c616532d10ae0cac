namespace Optimizers.Regression;

/// <summary>A schema applied to the columns of a table: what is read, and as what.</summary>
internal sealed class TableLayout
{
    /// <exception cref="ArgumentException">The schema does not fit the columns or contradicts itself.</exception>
    public TableLayout(TableSource source, TableSchema schema)
    {
        Schema = schema;
        CheckDifferent(source.Columns, "The table has two columns", nameof(source));
        string[] others = [.. schema.Targets, .. Given(schema.Weights), .. Given(schema.Exposure), .. Given(schema.Groups)];
        source.Find([.. others, .. schema.Features ?? [], .. schema.Categorical], nameof(schema));
        if (schema.Targets.Count == 0)
        {
            throw new ArgumentException($"The schema names no Target; the columns are {Cell.List(source.Columns)}.", nameof(schema));
        }

        string[] features = [.. schema.Features ?? source.Columns.Except(others)];
        CheckDifferent([.. features, .. others], "The schema has two uses of column", nameof(schema));
        if (features.Contains(""))
        {
            throw new ArgumentException(
                Invariant($"Column {source.Find([""])[0]} has no name (counted from 0); if it is no feature, name the Features without it."), nameof(schema));
        }

        if (schema.Categorical.Except([.. features, .. schema.Targets]).FirstOrDefault() is { } unused)
        {
            throw new ArgumentException($"Column '{unused}' is listed in Categorical but is neither feature nor target.", nameof(schema));
        }

        HasClasses = schema.Categorical.Contains(schema.Target);
        if (schema.Targets.Count > 1 && schema.Targets.Intersect(schema.Categorical).FirstOrDefault() is { } several)
        {
            throw new ArgumentException(
                $"Column '{several}' is a categorical target beside others; it must be the only one, and there are {schema.Targets.Count}.", nameof(schema));
        }

        NumericFeatures = [.. features.Except(schema.Categorical)];
        CategoricalFeatures = [.. features.Intersect(schema.Categorical)];
        Numbers = [.. NumericFeatures, .. HasClasses ? [] : schema.Targets, .. Given(schema.Weights), .. Given(schema.Exposure)];
        Categories = [.. CategoricalFeatures, .. HasClasses ? schema.Targets : []];
        Texts = [.. Categories, .. Given(schema.Groups)];
    }

    public TableSchema Schema { get; }

    /// <summary>Whether the target is categorical.</summary>
    public bool HasClasses { get; }

    public string[] NumericFeatures { get; }

    public string[] CategoricalFeatures { get; }

    /// <summary>The columns that are read as numbers: features, targets, weights, exposures.</summary>
    public string[] Numbers { get; }

    /// <summary>The columns of categories: features, the target.</summary>
    public string[] Categories { get; }

    /// <summary>The columns that are read as texts: categories, groups.</summary>
    public string[] Texts { get; }

    private static string[] Given(string? name) => name is null ? [] : [name];

    private static void CheckDifferent(IReadOnlyList<string> names, string what, string parameter)
    {
        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } twin)
        {
            throw new ArgumentException($"{what} '{twin}'.", parameter);
        }
    }
}
