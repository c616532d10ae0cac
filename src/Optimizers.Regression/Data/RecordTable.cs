using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Optimizers.Regression;

/// <summary>Records as a table: each call adds a column, and gives a new table.</summary>
/// <remarks>A column's name is what its selector says (<c>h =&gt; h.Area</c> is <c>Area</c>, <c>h =&gt; Math.Log(h.Area)</c> is <c>Math.Log(Area)</c>), unless
/// one is given.</remarks>
/// <typeparam name="T">The type of a record.</typeparam>
public sealed partial class RecordTable<T>
{
    private readonly IEnumerable<T> _records;
    private readonly IReadOnlyList<RecordColumn<T>> _columns;

    internal RecordTable(IEnumerable<T> records, IReadOnlyList<RecordColumn<T>> columns, TableSchema schema)
    {
        (_records, _columns, Schema) = (records, columns, schema);
        Source = new RowSource(columns.Select(column => column.Name), () => new RecordRows<T>(records, columns), canReadAgain: true);
    }

    /// <summary>The records as a table, enumerated anew by each pass.</summary>
    public TableSource Source { get; }

    /// <summary>What the columns are.</summary>
    public TableSchema Schema { get; }

    /// <summary>Adds a target that is a number.</summary>
    /// <param name="value">Its value for a record.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Target(Func<T, double> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), Require.NotNull(value, nameof(value)), null), column => Schema with { Targets = [.. Schema.Targets, column] });

    /// <summary>Adds a target that is a class.</summary>
    /// <param name="value">The class of a record.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Target(Func<T, string?> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(
            new(NameOf(name), null, Require.NotNull(value, nameof(value))),
            column => Schema with { Targets = [.. Schema.Targets, column], Categorical = [.. Schema.Categorical, column] });

    /// <summary>Adds a feature that is a number.</summary>
    /// <param name="value">Its value for a record.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Feature(Func<T, double> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), Require.NotNull(value, nameof(value)), null), _ => Schema);

    /// <summary>Adds a category, which makes a feature for each of its values but one.</summary>
    /// <param name="value">The category of a record.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Feature(Func<T, string?> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), null, Require.NotNull(value, nameof(value))), column => Schema with { Categorical = [.. Schema.Categorical, column] });

    /// <summary>Weighs the records.</summary>
    /// <param name="value">The weight of a record, at least 0.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Weights(Func<T, double> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), Require.NotNull(value, nameof(value)), null), column => Schema with { Weights = column });

    /// <summary>Adds the logarithm of an exposure to the linear predictor.</summary>
    /// <param name="value">The exposure of a record, above 0.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Exposure(Func<T, double> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), Require.NotNull(value, nameof(value)), null), column => Schema with { Exposure = column });

    /// <summary>Puts the records into groups, each of which <see cref="CrossValidation"/> keeps in one fold.</summary>
    /// <param name="value">The group of a record.</param>
    /// <param name="name">Its name.</param>
    public RecordTable<T> Groups(Func<T, string?> value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Add(new(NameOf(name), null, Require.NotNull(value, nameof(value))), column => Schema with { Groups = column });

    /// <summary>Makes products of the features that are numbers.</summary>
    /// <param name="products">Which products.</param>
    public RecordTable<T> Polynomial(PolynomialFeatures products)
        => new(_records, _columns, Schema with { Polynomial = Require.NotNull(products, nameof(products)) });

    /// <summary>The same columns of other records, as for predictions.</summary>
    /// <param name="records">The records.</param>
    public RecordTable<T> Over(IEnumerable<T> records) => new(Require.NotNull(records, nameof(records)), _columns, Schema);

    /// <summary>Reads the records into memory.</summary>
    /// <inheritdoc cref="TrainingData.FromTable" path="/exception"/>
    public TrainingData Build() => TrainingData.FromTable(Source, Schema);

    private RecordTable<T> Add(RecordColumn<T> column, Func<string, TableSchema> schema) => new(_records, [.. _columns, column], schema(column.Name));

    /// <summary>What a selector selects, without its parameter and conversions: a name that is no selector stays.</summary>
    private static string NameOf(string selector)
    {
        Match lambda = Selector().Match(selector);
        return lambda.Success ? Regex.Replace(lambda.Groups["body"].Value.Replace("(double)", ""), $@"\b{lambda.Groups["parameter"].Value}\.", "") : selector;
    }

    [GeneratedRegex(@"^\s*(static\s+)?\(?\s*(?<parameter>\w+)\s*\)?\s*=>\s*(?<body>.*\S)\s*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Selector();
}
