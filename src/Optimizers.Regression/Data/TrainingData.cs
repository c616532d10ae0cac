using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The samples of a regression in memory: features n × d, targets n × k, their names, and maybe weights, exposures and groups.</summary>
public sealed partial class TrainingData
{
    private TrainingData(DenseRows rows, IReadOnlyList<string> targetNames, FeatureEncoding? encoding = null, IReadOnlyList<string>? classes = null)
    {
        (Prepared, TargetNames, Encoding, Classes) = (new PreparedSamples(rows), targetNames, encoding, classes ?? []);
        FeatureNames = ColumnNames.OrDefault(rows.FeatureNames, rows.FeatureCount);
    }

    /// <summary>The number of samples, n.</summary>
    public int SampleCount => Rows.Rows;

    /// <summary>The number of features, d.</summary>
    public int FeatureCount => Rows.FeatureCount;

    /// <summary>The number of targets, k.</summary>
    public int TargetCount => Rows.TargetCount;

    /// <summary>The names of the features; of unnamed ones <c>x0</c>, <c>x1</c>, …</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The names of the targets; of unnamed ones <c>y</c>, or <c>y0</c>, <c>y1</c>, … Of a categorical target: the classes, or of two classes the
    /// second, for which the target is 1.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The classes of a categorical target, in the order of their character codes; empty if the targets are numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How the columns of a table became features; null for data that were numbers already.</summary>
    public FeatureEncoding? Encoding { get; }

    /// <summary>The samples, for passes of your own.</summary>
    public ISamples Samples => Rows;

    /// <summary>The samples, which nobody changes.</summary>
    internal DenseRows Rows => (DenseRows)Prepared.Rows;

    /// <summary>The samples with what is known of them, for all fits to them.</summary>
    internal PreparedSamples Prepared { get; }

    /// <summary>Takes samples of one target.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="featureNames">The names of the features, d; null: x0, x1, …</param>
    /// <exception cref="ArgumentException">The data are empty, do not fit together or are not finite (the message names row and column); or the names are not d
    /// different ones.</exception>
    public static TrainingData From(Matrix<double> X, Vector<double> y, IReadOnlyList<string>? featureNames = null)
        => From(DenseRows.From(X, y), featureNames, null);

    /// <summary>Takes points, samples of one feature.</summary>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="featureName">The name of the feature; null: x0.</param>
    /// <exception cref="ArgumentException">The data are empty, do not fit together or are not finite (the message names the row).</exception>
    public static TrainingData From(Vector<double> x, Vector<double> y, string? featureName = null)
        => From(DenseRows.From(x, y), featureName is null ? null : [featureName], null);

    /// <summary>Takes samples of several targets.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="featureNames">The names of the features, d; null: x0, x1, …</param>
    /// <param name="targetNames">The names of the targets, k; null: y0, y1, …</param>
    /// <inheritdoc cref="From(Matrix{double}, Vector{double}, IReadOnlyList{string}?)" path="/exception"/>
    public static TrainingData From(Matrix<double> X, Matrix<double> Y, IReadOnlyList<string>? featureNames = null, IReadOnlyList<string>? targetNames = null)
        => From(DenseRows.From(X, Y), featureNames, targetNames);

    /// <inheritdoc cref="From(Matrix{double}, Vector{double}, IReadOnlyList{string}?)"/>
    public static TrainingData From(double[,] X, double[] y, IReadOnlyList<string>? featureNames = null)
    {
        ArgumentNullException.ThrowIfNull(X);
        ArgumentNullException.ThrowIfNull(y);
        return From(Matrix<double>.Build.DenseOfArray(X), Vector<double>.Build.Dense(y), featureNames);
    }

    /// <inheritdoc cref="From(Matrix{double}, Vector{double}, IReadOnlyList{string}?)"/>
    public static TrainingData From(double[][] X, double[] y, IReadOnlyList<string>? featureNames = null)
    {
        ArgumentNullException.ThrowIfNull(X);
        ArgumentNullException.ThrowIfNull(y);
        if (X.Length == 0)
        {
            throw new ArgumentException("X is empty: 0 rows.", nameof(X));
        }

        for (int i = 0; i < X.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(X[i], Invariant($"X[{i}]"));
            if (X[i].Length != X[0].Length)
            {
                throw new ArgumentException(
                    Invariant($"Row {i} of X has {X[i].Length} entries and row 0 has {X[0].Length}; each needs one for each feature (counted from 0)."),
                    nameof(X));
            }
        }

        return From(Matrix<double>.Build.DenseOfRowArrays(X), Vector<double>.Build.Dense(y), featureNames);
    }

    /// <summary>Begins to choose features and target of records:
    /// <c>TrainingData.Of(houses).Target(h =&gt; h.Price).Feature(h =&gt; h.Area).Feature(h =&gt; h.City).Build()</c>.</summary>
    /// <param name="records">The records, one for each sample.</param>
    public static RecordTable<T> Of<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new RecordTable<T>(records, [], new TableSchema());
    }

    /// <summary>Reads a table into memory, in one pass.</summary>
    /// <param name="source">The table.</param>
    /// <param name="schema">What its columns are.</param>
    /// <param name="encoding">The encoding of the features, as that of other data; null: found in the table.</param>
    /// <exception cref="ArgumentException">The schema does not fit the table; the table is empty; a cell is empty or out of range; or a category is none of
    /// those known (the message names row and column).</exception>
    /// <exception cref="InvalidDataException">The table cannot be read, or a cell is no number (the message names row and column).</exception>
    /// <exception cref="InvalidOperationException">The table was read before and cannot be read again.</exception>
    public static TrainingData FromTable(TableSource source, TableSchema schema, FeatureEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        var layout = new TableLayout(source, schema);
        TableBlock table = TableBlock.Gather(source.Read(layout.Numbers, layout.Texts), layout.Numbers.Length, layout.Texts.Length);
        if (table.RowCount == 0)
        {
            throw new ArgumentException($"The table has {source.Columns.Count} columns and no row.", nameof(source));
        }

        var sets = new CategorySets(layout);
        sets.Add(table);
        var encoder = new RowEncoder(layout, encoding ?? sets.Encoding(), layout.HasClasses ? schema.Classes ?? sets.Classes() : []);
        DenseRows samples = encoder.Allocate(table.RowCount) with { Places = table.Places, FeatureNames = encoder.Features.FeatureNames };
        encoder.Encode(table, 0, samples);
        return new TrainingData(samples, encoder.TargetNames, encoder.Features, encoder.Classes);
    }

    /// <summary>Other samples under the same names.</summary>
    internal TrainingData With(DenseRows rows) => new(rows, TargetNames, Encoding, Classes);

    private static TrainingData From(DenseRows rows, IReadOnlyList<string>? featureNames, IReadOnlyList<string>? targetNames) => new(
        rows with { FeatureNames = Names(featureNames, rows.FeatureCount, "features", nameof(featureNames)) },
        Names(targetNames, rows.TargetCount, "targets", nameof(targetNames))
            ?? (rows.TargetCount == 1 ? ["y"] : ColumnNames.OrDefault(null, rows.TargetCount, "y")));

    private static string[]? Names(IReadOnlyList<string>? names, int count, string what, string parameter)
    {
        if (names is null)
        {
            return null;
        }

        Require.SameCount(names.Count, count, "names", what, parameter);
        return Require.Different([.. names], parameter);
    }
}
