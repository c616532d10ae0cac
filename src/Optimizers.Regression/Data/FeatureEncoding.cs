using System.Text.Json.Serialization;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>How the columns of a table become features: first the numbers, with their products if those are asked for, then a feature for each
/// category.</summary>
/// <remarks>A fit finds it in its table; a model keeps it, so that other tables are encoded as the one of the fit was.</remarks>
public sealed class FeatureEncoding
{
    private readonly PolynomialTerms? _products;
    private readonly int _numberWidth;

    /// <summary>Makes an encoding by hand, for categories that are known beforehand.</summary>
    /// <param name="numericColumns">The columns of numbers.</param>
    /// <param name="categoricalColumns">The columns of categories.</param>
    /// <param name="polynomial">The products of the numbers that are features too; null: none.</param>
    /// <exception cref="ArgumentException">A name is twice there, a column is null, or there is no feature at all.</exception>
    public FeatureEncoding(IReadOnlyList<string> numericColumns, IReadOnlyList<CategoricalColumn> categoricalColumns, PolynomialFeatures? polynomial = null)
    {
        ArgumentNullException.ThrowIfNull(numericColumns);
        ArgumentNullException.ThrowIfNull(categoricalColumns);
        if (numericColumns.Contains(null) || categoricalColumns.Contains(null))
        {
            throw new ArgumentException("A column is null.", numericColumns.Contains(null) ? nameof(numericColumns) : nameof(categoricalColumns));
        }

        (NumericColumns, CategoricalColumns, Polynomial) = ([.. numericColumns], [.. categoricalColumns], polynomial);
        Require.Different([.. Columns], nameof(categoricalColumns));
        _products = polynomial is null ? null : new PolynomialTerms(polynomial, numericColumns.Count);
        _numberWidth = _products?.Count ?? numericColumns.Count;
        FeatureNames =
        [
            .. _products?.Names(numericColumns) ?? numericColumns,
            .. categoricalColumns.SelectMany(column => column.Encoded.Select(category => $"{column.Name}={category}")),
        ];
        if (FeatureNames.Count == 0)
        {
            throw new ArgumentException("There is no feature: no column of numbers, and none of at least two categories.", nameof(numericColumns));
        }
    }

    /// <summary>The columns of numbers.</summary>
    public IReadOnlyList<string> NumericColumns { get; }

    /// <summary>The columns of categories.</summary>
    public IReadOnlyList<CategoricalColumn> CategoricalColumns { get; }

    /// <summary>The products of the numbers that are features too; null: none.</summary>
    public PolynomialFeatures? Polynomial { get; }

    /// <summary>The names of the features, d: <c>age</c>, <c>age^2</c>, <c>sex=male</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The columns of tables that are read.</summary>
    internal IEnumerable<string> Columns => NumericColumns.Concat(CategoryNames);

    /// <summary>The names of the columns of categories.</summary>
    internal IEnumerable<string> CategoryNames => CategoricalColumns.Select(column => column.Name);

    /// <summary>Encodes a table.</summary>
    /// <param name="source">A table with all columns of the encoding, and maybe others.</param>
    /// <returns>The features, n × d.</returns>
    /// <exception cref="ArgumentException">A column is not there; a cell is empty or not finite; or a category is none of those known (the message names row
    /// and column).</exception>
    /// <exception cref="InvalidDataException">A cell cannot be read.</exception>
    public Matrix<double> Encode(TableSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string[] texts = [.. CategoryNames];
        TableBlock table = TableBlock.Gather(source.Read(NumericColumns, texts), NumericColumns.Count, texts.Length);
        double[] rows = new double[checked(table.RowCount * FeatureNames.Count)];
        Encode(table, 0, table.RowCount, rows);
        return Matrix<double>.Build.DenseOfRowMajor(table.RowCount, FeatureNames.Count, rows);
    }

    /// <summary>Encodes rows of a block whose first columns are those of the encoding.</summary>
    /// <param name="block">The block.</param>
    /// <param name="start">The first row, counted in the block.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="features">The features, count × d, row by row.</param>
    internal void Encode(TableBlock block, int start, int count, Span<double> features)
    {
        for (int i = 0; i < count; i++)
        {
            Span<double> row = features.Slice(i * FeatureNames.Count, FeatureNames.Count);
            for (int j = 0; j < NumericColumns.Count; j++)
            {
                row[j] = block.Numbers[j][start + i];
            }

            _products?.Expand(row);
            if (Require.FirstNotFinite(row[.._numberWidth]) is { } column)
            {
                throw Cell.NotFinite(block.Places, block.FirstRow + start + i, FeatureNames[column], row[column], "source");
            }

            int at = _numberWidth;
            for (int j = 0; j < CategoricalColumns.Count; j++)
            {
                CategoricalColumn categories = CategoricalColumns[j];
                categories.Encode(block.Texts[j][start + i], block.Places, block.FirstRow + start + i, row.Slice(at, categories.Width));
                at += categories.Width;
            }
        }
    }
}
