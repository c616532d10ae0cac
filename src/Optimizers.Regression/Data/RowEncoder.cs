namespace Optimizers.Regression;

/// <summary>Makes samples of the rows of a table.</summary>
internal sealed class RowEncoder
{
    private readonly TableLayout _layout;
    private readonly CategoricalColumn? _classes;
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The encoding does not fit the schema, or there are less than two classes.</exception>
    public RowEncoder(TableLayout layout, FeatureEncoding features, IReadOnlyList<string> classes)
    {
        (_layout, Features, Classes) = (layout, features, classes);
        if (!features.NumericColumns.SequenceEqual(layout.NumericFeatures) || !features.CategoryNames.SequenceEqual(layout.CategoricalFeatures))
        {
            throw new ArgumentException(
                $"The encoding is of the columns {Cell.List([.. features.Columns])}; the schema has the features "
                    + $"{Cell.List([.. layout.NumericFeatures, .. layout.CategoricalFeatures])}.",
                "encoding");
        }

        if (layout.HasClasses)
        {
            // of two classes one is the other's absence
            _classes = classes.Count >= 2
                ? new CategoricalColumn(layout.Schema.Target, classes, dropFirst: classes.Count == 2)
                : throw new ArgumentException(
                    $"The target '{layout.Schema.Target}' has {classes.Count} class(es): {Cell.List(classes)}; at least 2 are needed.", "source");
        }

        TargetNames = [.. _classes?.Encoded ?? layout.Schema.Targets];
    }

    public FeatureEncoding Features { get; }

    /// <summary>The classes of a categorical target; else none.</summary>
    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>Room for samples.</summary>
    public DenseRows Allocate(int rows) => new(
        new AlignedNumbers(Length(rows, Features.FeatureNames.Count)),
        new double[Length(rows, TargetNames.Count)],
        rows,
        Features.FeatureNames.Count,
        TargetNames.Count,
        _layout.Schema.Weights is null ? null : new double[rows],
        _layout.Schema.Exposure is null ? null : new double[rows])
    {
        Groups = _layout.Schema.Groups is null ? null : new int[rows],
    };

    /// <summary>Writes as many samples as there is room for.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="start">The first row, counted in the block.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">A cell has no place in a fit; the message names row and column.</exception>
    public void Encode(TableBlock block, int start, DenseRows samples)
    {
        Features.Encode(block, start, samples.Rows, samples.Features.Span);
        for (int i = 0; i < samples.Rows; i++)
        {
            int row = start + i, column = _layout.NumericFeatures.Length;
            Span<double> targets = samples.Targets.AsSpan(i * samples.TargetCount, samples.TargetCount);
            if (_classes is null)
            {
                foreach (ref double target in targets)
                {
                    target = Finite(block, column++, row);
                }
            }
            else
            {
                _classes.Encode(block.Texts[_layout.CategoricalFeatures.Length][row], block.Places, block.FirstRow + row, targets);
            }

            if (samples.Weights is { } weights)
            {
                double weight = Finite(block, column++, row);
                weights[i] = weight >= 0 ? weight : throw Cell.OutOfRange(
                    block.Places, block.FirstRow + row, _layout.Schema.Weights!, weight, "at least 0", "source");
            }

            if (samples.Offsets is { } offsets)
            {
                double exposure = Finite(block, column, row);
                offsets[i] = exposure > 0 ? Math.Log(exposure) : throw Cell.OutOfRange(
                    block.Places, block.FirstRow + row, _layout.Schema.Exposure!, exposure, "above 0", "source");
            }

            if (samples.Groups is { } groups)
            {
                groups[i] = GroupOf(block.Texts[^1][row] ?? throw Cell.Empty(block.Places, block.FirstRow + row, _layout.Schema.Groups!, "source"));
            }
        }
    }

    /// <summary>The number of a group, which every pass finds the same, also one that begins while another is under way.</summary>
    private int GroupOf(string name)
    {
        lock (_groups)
        {
            _groups.TryAdd(name, _groups.Count);
            return _groups[name];
        }
    }

    private double Finite(TableBlock block, int column, int row)
    {
        double value = block.Numbers[column][row];
        return double.IsFinite(value) ? value : throw Cell.NotFinite(block.Places, block.FirstRow + row, _layout.Numbers[column], value, "source");
    }

    private static int Length(int rows, int columns) => (long)rows * columns <= Array.MaxLength
        ? rows * columns
        : throw new ArgumentException(
            Invariant($"{rows} rows × {columns} columns are more than an array holds ({Array.MaxLength}); fit the table itself, in blocks."), "source");
}
